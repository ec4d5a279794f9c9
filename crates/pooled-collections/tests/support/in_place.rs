//! Deserialises in place, as the handle of a pool does.

use serde::Deserialize;
use serde_json::Deserializer;

pub(crate) fn read<T: for<'de> Deserialize<'de>>(text: &str, place: &mut T) -> serde_json::Result<()> {
    let mut deserializer = Deserializer::from_str(text);
    T::deserialize_in_place(&mut deserializer, place)?;
    deserializer.end()
}
