//! Handles in serialised data.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::PoolBox;
use crate::pooled::Pooled;

impl<T: Pooled + Serialize> Serialize for PoolBox<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (**self).serialize(serializer)
    }
}

impl<'de, T: Pooled + Deserialize<'de>> Deserialize<'de> for PoolBox<T> {
    /// Takes an object and deserialises into it, which reuses its capacity where `T` knows how to.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut object = Self::take();
        T::deserialize_in_place(deserializer, &mut object)?;
        Ok(object)
    }
}
