//! A handle is serialised as its object is.

#![cfg(feature = "serde")]

#[macro_use]
mod placed;

use std::fmt;

use pooled_runtime::{PoolArc, PoolBox, Reset};
use serde::de::IntoDeserializer;
use serde::de::value::{Error, U32Deserializer};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

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
