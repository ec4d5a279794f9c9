//! Deserialising in place, for a part of the input.

use serde::de::DeserializeSeed;
use serde::{Deserialize, Deserializer};

/// The place of a part.
pub(crate) struct InPlace<'a, T>(pub(crate) &'a mut T);

impl<'de, T: Deserialize<'de>> DeserializeSeed<'de> for InPlace<'_, T> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        T::deserialize_in_place(deserializer, self.0)
    }
}
