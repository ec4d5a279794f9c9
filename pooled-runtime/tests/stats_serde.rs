//! Statistics are serialised under the names of their fields.

#![cfg(feature = "serde")]

#[macro_use]
mod placed;

use pooled_runtime::{Pooled, Reset};
use serde_json::{Value, json};

#[derive(Default)]
struct Number(u32);

impl Reset for Number {
    fn reset(&mut self) {
        self.0 = 0;
    }
}
placed!(Number {});

#[test]
fn statistics_are_maps_of_their_fields() {
    drop(Number::take());
    let held = Number::take();
    let stats = Number::stats();
    let shown = serde_json::to_value(stats).expect("JSON");
    assert_eq!((&shown["id"], &shown["name"]), (&json!(stats.id), &json!(stats.name)));
    assert_eq!((&shown["takes"], &shown["hits"], &shown["live"]), (&json!(2), &json!(1), &json!(1)));
    assert_eq!(shown["discards"]["evicted"], json!(0));
    // `Debug`, which the compiler wrote, has all fields: name for name.
    let debug = format!("{stats:?}");
    let fields = shown.as_object().expect("a map");
    let reasons = fields["discards"].as_object().expect("a map");
    assert!(fields.keys().chain(reasons.keys()).all(|field| debug.contains(&format!("{field}: "))), "{debug}");
    assert_eq!(fields.len() + reasons.len(), debug.matches(": ").count());

    let all = serde_json::to_value(pooled_runtime::stats()).expect("JSON");
    assert!(all.as_array().is_some_and(|pools| pools.iter().any(|pool: &Value| pool["id"] == shown["id"])));
    drop(held);
}
