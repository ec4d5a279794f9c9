//! A number whose deserialising panics.

use pooled_runtime::Reset;
use serde::{Deserialize, Deserializer};

/// A number that panics when it is to be 13.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Unlucky(pub(crate) u8);

impl Reset for Unlucky {
    fn reset(&mut self) {
        self.0 = 0;
    }
}

impl<'de> Deserialize<'de> for Unlucky {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        u8::deserialize(deserializer).map(Self)
    }

    fn deserialize_in_place<D: Deserializer<'de>>(deserializer: D, place: &mut Self) -> Result<(), D::Error> {
        place.0 = u8::deserialize(deserializer)?;
        assert_ne!(place.0, 13);
        Ok(())
    }
}
