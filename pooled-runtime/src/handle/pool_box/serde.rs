//! Serialises handles, and deserialises into pooled objects.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::PoolBox;
use crate::handle::pooled::Pooled;

impl<T: Pooled + Serialize> Serialize for PoolBox<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (**self).serialize(serializer)
    }
}

impl<'de, T: Pooled + Deserialize<'de>> Deserialize<'de> for PoolBox<T> {
    /// Takes an object and deserialises into it. If `T` has a `deserialize_in_place`, that reuses the object's capacity
    /// and leaves `keep` fields alone; `serde_derive` writes one with its feature of that name. Otherwise the whole
    /// object is replaced.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut object = Self::take();
        T::deserialize_in_place(deserializer, &mut object)?;
        Ok(object)
    }
}
