//! Writing the facts as bytes, in const evaluation.

#[cfg(feature = "alloc")]
use alloc::vec::Vec;

use super::format::{
    ALIGNMENT, BROKEN, CONTENDED, FREES_ELEMENTS, HEAD, MAGIC, POOLED, UNMEASURED, VERSION, mix, sum_of,
};
use crate::facts::{Facts, Field};

/// Facts whose strings and list are somewhere else.
pub type BorrowedFacts<'a> = Facts<&'a str, &'a [Field<&'a str>]>;

/// The facts of a type of `FIELDS` fields and `TEXT` bytes of text.
#[derive(Clone, Copy)]
#[repr(C)]
pub struct Encoded<const FIELDS: usize, const TEXT: usize> {
    magic: [u8; 8],
    version_and_length: u64,
    checksum: u64,
    numbers: [u64; 7],
    fields: [[u64; 4]; FIELDS],
    text: [u8; TEXT],
}

impl<const FIELDS: usize, const TEXT: usize> Encoded<FIELDS, TEXT> {
    /// Encodes the facts of a type. The first `names` bytes of the text are the names. The derive knows them and has
    /// computed their checksum `names_sum`: to go through them takes time in const evaluation.
    ///
    /// # Panics
    /// At compile time, if the lengths contradict each other.
    #[must_use]
    pub const fn new(facts: &BorrowedFacts<'_>, text: &str, names: usize, names_sum: u64) -> Self {
        Self::judged(facts, text, names, names_sum, 0)
    }

    /// The same with the limits of its budget that the type breaks.
    ///
    /// # Panics
    /// As [`new`](Self::new).
    #[must_use]
    pub const fn judged(facts: &BorrowedFacts<'_>, text: &str, names: usize, names_sum: u64, broken: u64) -> Self {
        let length = HEAD + 56 + 32 * FIELDS + TEXT;
        assert!(facts.fields.len() == FIELDS && names <= TEXT && length < 1 << 31);
        let Some(text) = text.as_bytes().first_chunk::<TEXT>() else { panic!("the text has another length") };
        let (mut numbers, mut at) = (of_type(facts, names, broken), 0);
        let mut sum = 0;
        while at < numbers.len() {
            sum = mix(sum, numbers[at]);
            numbers[at] = little_endian(numbers[at]);
            at += 1;
        }
        let mut fields = [[0; 4]; FIELDS];
        at = 0;
        while at < FIELDS {
            let [a, b, c, d] = of_field(&facts.fields[at]);
            sum = mix(mix(mix(mix(sum, a), b), c), d);
            fields[at] = [little_endian(a), little_endian(b), little_endian(c), little_endian(d)];
            at += 1;
        }
        let sum = mix(mix(sum, names_sum), sum_of(text.split_at(names).1));
        let version_and_length = little_endian(VERSION as u64 | (length as u64) << 32);
        Self { magic: MAGIC, version_and_length, checksum: little_endian(sum), numbers, fields, text: *text }
    }

    /// All bytes.
    #[cfg(feature = "alloc")]
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let numbers = [self.version_and_length, self.checksum].into_iter().chain(self.numbers);
        let numbers = numbers.chain(self.fields.into_iter().flatten()).flat_map(u64::to_ne_bytes);
        self.magic.into_iter().chain(numbers).chain(self.text).collect()
    }
}

const fn of_type(facts: &BorrowedFacts<'_>, names: usize, broken: u64) -> [u64; 7] {
    let flags = facts.kind as u64 | if facts.pooled { POOLED } else { 0 } | (broken * BROKEN);
    [
        facts.size as u64,
        facts.align as u64,
        facts.line as u64,
        facts.file_line as u64,
        flags,
        facts.fields.len() as u64,
        names as u64,
    ]
}

const fn of_field(field: &Field<&str>) -> [u64; 4] {
    let contended = if field.contended { CONTENDED } else { 0 };
    let unmeasured = if field.unmeasured { UNMEASURED } else { 0 };
    let frees = if field.frees_elements { FREES_ELEMENTS } else { 0 };
    let flags = field.heat as u64 | contended | unmeasured | frees | (field.align as u64 * ALIGNMENT);
    let offset = match field.offset {
        Some(offset) => offset as u64,
        None => u64::MAX,
    };
    let kept = match field.kept {
        Some(kept) => kept as u64,
        None => u64::MAX,
    };
    [offset, field.size as u64, kept, flags]
}

/// Like `u64::to_le`, without its call: each call costs time in const evaluation.
const fn little_endian(number: u64) -> u64 {
    if cfg!(target_endian = "big") { number.swap_bytes() } else { number }
}
