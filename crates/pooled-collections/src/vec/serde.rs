//! Serialises a vector, and deserialises it into spares.
//!
//! `deserialize_in_place` is a hidden method of serde's trait. It is what the handles of pools call. Elements are
//! deserialised in place too, so a `String`, or a vector in the vector, allocates nothing if its capacity suffices.

use core::fmt;

use pooled_runtime::Reset;
use pooled_runtime::reset::Nobody;
use serde::de::{SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::leave::Filling;
use super::{ReuseVec, UNKNOWN};
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
    fn read_element<A: SeqAccess<'de>>(&mut self, input: &mut A) -> Result<bool, A::Error> {
        let Some(mut filling) = self.fill_spare() else {
            let Some(element) = input.next_element()? else { return Ok(false) };
            self.items.push(element);
            self.live += 1;
            return Ok(true);
        };
        let result = input.next_element_seed(InPlace(filling.parts().1));
        if matches!(result, Ok(Some(()))) {
            filling.keep();
        } else {
            filling.give_back();
        }
        result.map(|found| found.is_some())
    }
}

impl<T: Reset> Filling<'_, T> {
    /// It is not needed: it is reset, and the first spare again.
    pub(crate) fn give_back(mut self) {
        self.0.bytes_at_reset = UNKNOWN;
        self.parts().1.__pooled_reset::<Nobody>();
        self.0.live -= 1;
        self.keep();
    }
}
