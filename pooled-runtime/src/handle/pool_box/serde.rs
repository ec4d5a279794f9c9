//! Handles in serialised data.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::PoolBox;
use crate::handle::pooled::Pooled;

impl<T: Pooled + Serialize> Serialize for PoolBox<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (**self).serialize(serializer)
    }
}

impl<'de, T: Pooled + Deserialize<'de>> Deserialize<'de> for PoolBox<T> {
    /// Takes an object and deserialises into it. That reuses its capacity, and leaves `keep` fields alone, where `T`
    /// has a `deserialize_in_place`, which `serde_derive` writes with its feature of that name; otherwise the whole
    /// object is replaced.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut object = Self::take();
        T::deserialize_in_place(deserializer, &mut object)?;
        Ok(object)
    }
}
