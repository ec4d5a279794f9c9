//! Serialises a map, and deserialises it into spares.
//!
//! `deserialize_in_place` is a hidden method of serde's trait. It is what the handles of pools call. Keys and values
//! are deserialised in place too, so a `String`, or a map in the map, allocates nothing if its capacity suffices.

use core::fmt;
use core::hash::{BuildHasher, Hash};

use hashbrown::hash_table;
use pooled_runtime::Reset;
use pooled_runtime::reset::Nobody;
use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::ReuseMap;
use super::entry::Entry;
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
        if let Some(spare) = self.spares.pop() {
            return self.read_into(spare, input);
        }
        let Some(key) = input.next_key()? else { return Ok(false) };
        let hash = self.hash_of(&key);
        match self.table.entry(hash, Entry::is(&key), Entry::hash) {
            hash_table::Entry::Occupied(mut found) => read_again(&mut found.get_mut().value, input)?,
            hash_table::Entry::Vacant(place) => {
                let value = input.next_value()?;
                place.insert(Entry { hash, key, value });
            }
        }
        Ok(true)
    }

    /// Does so with the help of a spare. If it is not needed, or if the input is bad, it goes back.
    fn read_into<A: MapAccess<'de>>(&mut self, mut spare: Entry<K, V>, input: &mut A) -> Result<bool, A::Error> {
        let key = input.next_key_seed(InPlace(&mut spare.key));
        if !matches!(key, Ok(Some(()))) {
            self.keep(spare);
            return key.map(|_| false);
        }
        spare.hash = self.hash_of(&spare.key);
        let result = match self.table.entry(spare.hash, Entry::is(&spare.key), Entry::hash) {
            hash_table::Entry::Occupied(mut found) => read_again(&mut found.get_mut().value, input),
            hash_table::Entry::Vacant(place) => {
                let result = input.next_value_seed(InPlace(&mut spare.value));
                if result.is_ok() {
                    place.insert(spare);
                    return Ok(true);
                }
                result
            }
        };
        self.keep(spare);
        result.map(|()| true)
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
