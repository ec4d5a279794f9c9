//! Programs of everything that can be done with pools, compared with the model of `tests/hostile`.
//!
//! Every object is dropped once, is clean when it is taken, and the statistics say what was done. The programs use
//! several threads in turn, and panic in constructors, resets, validators and drops. Their time is what they let pass.

#![no_main]

use std::sync::Once;
use std::time::Duration;

use arbitrary::Unstructured;
use libfuzzer_sys::{Corpus, fuzz_target};
use pooled_types::__private::advance_clock;
use pooled_types::{Settings, configure};

mod generator;
#[allow(dead_code, reason = "nothing is leaked: the sanitizer would say so")]
#[path = "../../../hostile/scripts/mod.rs"]
mod scripts;
#[path = "../../../support/mod.rs"]
mod support;

/// So long that no interval ends by itself.
const INTERVAL: Duration = Duration::from_secs(100_000);

/// What all pools may keep idle: so little that programs reach it.
const IDLE_BYTES: usize = 4096;

fuzz_target!(|bytes: &[u8]| -> Corpus {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        configure(Settings::new().interval(INTERVAL).idle_bytes(IDLE_BYTES)).expect("no pool was used yet");
    });
    let Ok(script) = generator::script(&mut Unstructured::new(bytes)) else { return Corpus::Reject };
    // Two intervals without a use: little is left of what pools have learned from the program before.
    for _ in 0..2 {
        advance_clock(INTERVAL);
        pooled_types::trim();
    }
    if let Err(wrong) = scripts::run(&script) {
        panic!("{wrong}\n{script:#?}");
    }
    Corpus::Keep
});
