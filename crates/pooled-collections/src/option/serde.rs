//! Serialises an option, and deserialises into its value.
//!
//! `deserialize_in_place` is a hidden method of serde's trait. It is what the handles of pools call. The value is
//! deserialised in place too, so a `String` allocates nothing if its capacity suffices.

use core::fmt;

use pooled_runtime::Reset;
use serde::de::{Error, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::ReuseOption;

impl<T: Serialize> Serialize for ReuseOption<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.as_ref().serialize(serializer)
    }
}

impl<'de, T: Deserialize<'de> + Reset> Deserialize<'de> for ReuseOption<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut option = Self::none();
        deserializer.deserialize_option(Fill(&mut option))?;
        Ok(option)
    }

    /// Replaces what is in the option. If the input is bad, there is no value, and the one that there was is the spare.
    fn deserialize_in_place<D: Deserializer<'de>>(deserializer: D, place: &mut Self) -> Result<(), D::Error> {
        place.clear();
        let result = deserializer.deserialize_option(Fill(place));
        if result.is_err() {
            place.clear();
        }
        result
    }
}

/// Fills an option, which has no value.
struct Fill<'a, T>(&'a mut ReuseOption<T>);

impl<'de, T: Deserialize<'de> + Reset> Visitor<'de> for Fill<'_, T> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("option")
    }

    fn visit_none<E: Error>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        Ok(())
    }

    /// A spare is the value while it is filled. So one that is left half filled is not taken for a spare.
    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        if let Some(spare) = &mut self.0.value {
            self.0.is_some = true;
            T::deserialize_in_place(deserializer, spare)
        } else {
            self.0.value = Some(T::deserialize(deserializer)?);
            self.0.is_some = true;
            Ok(())
        }
    }
}
