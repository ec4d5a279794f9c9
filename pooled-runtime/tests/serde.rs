//! A handle is serialised as its object is, statistics under the names of their fields.

#![cfg(feature = "serde")]

#[macro_use]
mod placed;

use std::fmt;

use pooled_runtime::{PoolArc, PoolBox, Reset};
use serde::de::IntoDeserializer;
use serde::de::value::{Error, U32Deserializer};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::{Value, json};

#[derive(Default)]
struct Number(u32);

impl Reset for Number {
    fn reset(&mut self) {
        self.0 = 0;
    }
}
placed!(Number {});

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}
impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        u32::deserialize(deserializer).map(Self)
    }
}

/// Prints serialised data: a formatter is also a serialiser of simple values.
struct Shown<T>(T);

impl<T: Serialize> fmt::Display for Shown<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.serialize(f)
    }
}

fn deserialised<T: Deserialize<'static>>(number: u32) -> T {
    let deserializer: U32Deserializer<Error> = number.into_deserializer();
    T::deserialize(deserializer).expect("it is a number")
}

#[test]
fn handles_are_read_and_written_as_their_objects() {
    let owned: PoolBox<Number> = deserialised(7);
    let shared: PoolArc<Number> = deserialised(8);
    assert_eq!((owned.0, shared.0), (7, 8));
    assert_eq!((Shown(owned).to_string(), Shown(shared.clone()).to_string()), ("7".into(), "8".into()));
}

#[test]
fn statistics_are_maps_of_their_fields() {
    // A pool that no other test here uses.
    type List = PoolBox<Vec<u16>>;

    drop(List::take());
    let held = List::take();
    let stats = List::stats();
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

/// `docs/CONTAINERS.md` says so: an optional part that comes and goes keeps its memory.
#[test]
fn an_optional_handle_keeps_its_memory_in_the_pool() {
    let read = |text: &str| serde_json::from_str::<Option<PoolBox<String>>>(text).expect("JSON");
    let address = |text: &Option<PoolBox<String>>| text.as_ref().map(|text| text.as_ptr());
    let text = read("\"a line of text\"");
    let before = address(&text);
    drop(text);
    assert!(read("null").is_none());
    let text = read("\"another line\"");
    assert_eq!((address(&text), text.as_ref().map(|text| text.as_str())), (before, Some("another line")));
}
