//! Serialises a vector, and deserialises it into spares.
//!
//! `deserialize_in_place` is a hidden method of serde's trait. It is what the handles of pools call. Elements are
//! deserialised in place too, so a `String`, or a vector in the vector, allocates nothing if its capacity suffices.

use core::fmt;

use pooled_runtime::Reset;
use pooled_runtime::reset::Nobody;
use serde::de::{SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::ReuseVec;
use crate::in_place::InPlace;

impl<T: Serialize> Serialize for ReuseVec<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.as_slice().serialize(serializer)
    }
}

impl<'de, T: Deserialize<'de> + Reset> Deserialize<'de> for ReuseVec<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut vec = Self::new();
        deserializer.deserialize_seq(Fill(&mut vec))?;
        Ok(vec)
    }

    /// Replaces what is in the vector. If the input is bad, the vector is empty, and its elements are spares.
    fn deserialize_in_place<D: Deserializer<'de>>(deserializer: D, place: &mut Self) -> Result<(), D::Error> {
        place.clear();
        let result = deserializer.deserialize_seq(Fill(place));
        if result.is_err() {
            place.clear();
        }
        result
    }
}

/// Fills a vector.
struct Fill<'a, T>(&'a mut ReuseVec<T>);

impl<'de, T: Deserialize<'de> + Reset> Visitor<'de> for Fill<'_, T> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a sequence")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut input: A) -> Result<(), A::Error> {
        while self.0.read_element(&mut input)? {}
        Ok(())
    }
}

impl<'de, T: Deserialize<'de> + Reset> ReuseVec<T> {
    /// Reads an element; `false` if there are no more.
    ///
    /// A spare is live while it is filled. So one that a panic leaves half filled is not among the spares.
    fn read_element<A: SeqAccess<'de>>(&mut self, input: &mut A) -> Result<bool, A::Error> {
        let Some(spare) = self.items.get_mut(self.live) else {
            let Some(element) = input.next_element()? else { return Ok(false) };
            self.items.push(element);
            self.live += 1;
            return Ok(true);
        };
        self.live += 1;
        let result = input.next_element_seed(InPlace(spare));
        if !matches!(result, Ok(Some(()))) {
            self.leave::<Nobody>(self.live - 1);
        }
        result.map(|found| found.is_some())
    }
}
