//! Statistics are serialised as structs with the names of their fields.

use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

use crate::pool::stats::{Discards, PoolStats};

impl Serialize for PoolStats {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let fields = 3 + self.counters().len() + self.gauges().len();
        let mut stats = serializer.serialize_struct("PoolStats", fields)?;
        stats.serialize_field("id", &self.id)?;
        stats.serialize_field("name", self.name)?;
        for (name, value) in self.counters().chain(self.gauges()) {
            stats.serialize_field(name, &value)?;
        }
        stats.serialize_field("discards", &self.discards)?;
        stats.end()
    }
}

impl Serialize for Discards {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let reasons = self.by_reason();
        let mut discards = serializer.serialize_struct("Discards", reasons.len())?;
        for (name, count) in reasons {
            discards.serialize_field(name, &count)?;
        }
        discards.end()
    }
}
