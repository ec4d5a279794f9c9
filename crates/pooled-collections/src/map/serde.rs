//! Serialises a map, and deserialises it into spares.
//!
//! `deserialize_in_place` is a hidden method of serde's trait. It is what the handles of pools call. Keys and values
//! are deserialised in place too, so a `String`, or a map in the map, allocates nothing if its capacity suffices.

use core::fmt;
use core::hash::{BuildHasher, Hash};

use pooled_runtime::Reset;
use pooled_runtime::reset::Nobody;
use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::ReuseMap;
use super::entry::Entry;
use super::index::Index;
use crate::in_place::InPlace;

impl<K: Serialize, V: Serialize, S> Serialize for ReuseMap<K, V, S> {
    fn serialize<T: Serializer>(&self, serializer: T) -> Result<T::Ok, T::Error> {
        serializer.collect_map(self)
    }
}

impl<'de, K, V, S> Deserialize<'de> for ReuseMap<K, V, S>
where
    K: Deserialize<'de> + Eq + Hash + Reset,
    V: Deserialize<'de> + Reset,
    S: BuildHasher + Default,
{
    /// If a key comes twice, its last value stays.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut map = Self::default();
        deserializer.deserialize_map(Fill(&mut map))?;
        Ok(map)
    }

    /// Replaces what is in the map. If the input is bad, the map is empty, and its entries are spares.
    fn deserialize_in_place<D: Deserializer<'de>>(deserializer: D, place: &mut Self) -> Result<(), D::Error> {
        place.clear();
        let result = deserializer.deserialize_map(Fill(place));
        if result.is_err() {
            place.clear();
        }
        result
    }
}

/// Fills a map.
struct Fill<'a, K, V, S>(&'a mut ReuseMap<K, V, S>);

impl<'de, K, V, S> Visitor<'de> for Fill<'_, K, V, S>
where
    K: Deserialize<'de> + Eq + Hash + Reset,
    V: Deserialize<'de> + Reset,
    S: BuildHasher,
{
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a map")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut input: A) -> Result<(), A::Error> {
        while self.0.read_entry(&mut input)? {}
        Ok(())
    }
}

impl<'de, K, V, S> ReuseMap<K, V, S>
where
    K: Deserialize<'de> + Eq + Hash + Reset,
    V: Deserialize<'de> + Reset,
    S: BuildHasher,
{
    /// Reads a key and its value; `false` if there are no more.
    fn read_entry<A: MapAccess<'de>>(&mut self, input: &mut A) -> Result<bool, A::Error> {
        if self.spares() > 0 {
            return self.read_into_spare(input);
        }
        let Some(key) = input.next_key()? else { return Ok(false) };
        let hash = self.hash_of(&key);
        if let Some((found, _)) = self.index.find(&self.entries, hash, Entry::is(&key)) {
            read_again(&mut self.entries[found].value, input)?;
        } else {
            Index::check_room(&self.entries);
            let value = input.next_value()?;
            self.entries.add_with(|| Entry { hash, key, value });
            self.index.add_last(&self.entries);
        }
        Ok(true)
    }

    /// Does so with the help of the first spare. If it is not needed, or if the input is bad, it stays one.
    fn read_into_spare<A: MapAccess<'de>>(&mut self, input: &mut A) -> Result<bool, A::Error> {
        Index::check_room(&self.entries);
        let Some(mut filling) = self.entries.fill_spare() else { return Ok(false) };
        let (others, spare) = filling.parts();
        let key = input.next_key_seed(InPlace(&mut spare.key));
        if !matches!(key, Ok(Some(()))) {
            filling.give_back();
            return key.map(|_| false);
        }
        spare.hash = self.hasher.hash_one(&spare.key);
        let found = self.index.find(others, spare.hash, Entry::is(&spare.key)).map(|(found, _)| found);
        let value = match found {
            Some(found) => read_again(&mut others[found].value, input),
            None => input.next_value_seed(InPlace(&mut spare.value)),
        };
        if found.is_some() || value.is_err() {
            filling.give_back();
        } else {
            filling.keep();
            self.index.add_last(&self.entries);
        }
        value.map(|()| true)
    }
}

/// Reads another value for a key that has one.
fn read_again<'de, V: Deserialize<'de> + Reset, A: MapAccess<'de>>(
    value: &mut V,
    input: &mut A,
) -> Result<(), A::Error> {
    value.__pooled_reset::<Nobody>();
    input.next_value_seed(InPlace(value))
}
