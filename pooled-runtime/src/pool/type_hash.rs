//! The hash of a type. A `TypeId` is a good hash already: no other function has to be run over it.

use core::any::TypeId;
use core::hash::{Hash, Hasher};

/// Takes the part of a `TypeId` that its `Hash` writes.
#[derive(Default)]
pub(crate) struct TypeHasher(u64);

impl Hasher for TypeHasher {
    #[inline]
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(byte);
        }
    }

    #[inline]
    fn write_u64(&mut self, word: u64) {
        self.0 ^= word;
    }
}

/// The hash of a type, for tables of our own.
#[inline]
pub(crate) fn hash(type_id: TypeId) -> usize {
    let mut hasher = TypeHasher::default();
    type_id.hash(&mut hasher);
    #[expect(clippy::cast_possible_truncation, reason = "any bits of the hash will do")]
    let hash = hasher.finish() as usize;
    hash
}
