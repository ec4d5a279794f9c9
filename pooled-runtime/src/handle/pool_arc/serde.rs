//! Serialises shared handles. The sharing is not written: each handle writes the whole object.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::PoolArc;
use crate::handle::pool_box::PoolBox;
use crate::handle::pooled::Pooled;

impl<T: Pooled + Serialize> Serialize for PoolArc<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (**self).serialize(serializer)
    }
}

impl<'de, T: Pooled + Deserialize<'de>> Deserialize<'de> for PoolArc<T> {
    /// Deserialises a [`PoolBox`] and shares it.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        PoolBox::deserialize(deserializer).map(PoolBox::share)
    }
}
