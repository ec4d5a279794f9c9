//! A map of values that panic.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use pooled_collections::ReuseMap;

use crate::trouble::Trouble;

/// A hasher with few hashes, so that keys are compared.
#[derive(Clone, Copy, Default)]
pub(crate) struct Coarse(u64);

impl Hasher for Coarse {
    fn write(&mut self, bytes: &[u8]) {
        self.0 = bytes.iter().fold(self.0, |sum, byte| sum + u64::from(byte % 8));
    }

    fn finish(&self) -> u64 {
        self.0.wrapping_mul(0x9E37_79B9_7F4A_7C15)
    }
}

/// A map of values that panic.
pub(crate) type Troubled = ReuseMap<Trouble, Trouble, BuildHasherDefault<Coarse>>;

/// What a map has in it.
pub(crate) fn content(map: &Troubled) -> HashMap<u8, u8> {
    map.iter().map(|(key, value)| (key.get(), value.get())).collect()
}
