//! The facts of a type as bytes. The derive puts them into a `static` that nothing refers to: it is in the crate's metadata, where
//! the subcommand finds it, and in nobody's binary.
//!
//! | bytes | what |
//! |---|---|
//! | 8 | [`MAGIC`] |
//! | 4 | [`VERSION`] |
//! | 4 | the length of all of it |
//! | 8 | a checksum of what follows |
//! | 7 × 8 | size, alignment, line size, source line, flags (kind, 256 if pooled, 512 times the broken limits of the budget), number of fields, length of the names |
//! | 4 × 8 a field | offset, size, bytes kept, flags (heat, 256 if contended, 65,536 times the alignment); what is not known is all ones |
//! | rest | the names, those of the type and then variant, name and type of each field, each with a tab or a newline behind it; the module, a newline, the file |
//!
//! All numbers are little-endian.

#[cfg(feature = "decode")]
mod decode;

#[cfg(feature = "alloc")]
use alloc::vec::Vec;

#[cfg(feature = "decode")]
pub use decode::{DecodeError, Record, RecordField, decode, scan};

use crate::facts::{Facts, Field};

/// How each encoding starts.
pub const MAGIC: [u8; 8] = *b"pooled\x1al";

/// The version that is written. A reader understands its own only.
pub const VERSION: u32 = 1;

/// The flag of a type whose objects are in a thread-local pool.
const POOLED: u64 = 256;
/// What the limits that are broken are multiplied with: a bit each. The report alone asks; elsewhere a broken one is an error.
const BROKEN: u64 = 512;
/// The flag of a field that several threads write.
const CONTENDED: u64 = 256;
/// What the alignment of a field is multiplied with, beside its flags.
const ALIGNMENT: u64 = 65_536;
/// The bytes before what the checksum covers.
const HEAD: usize = 24;

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
    /// Encodes what is said of a type. The first `names` bytes of the text are the names; the derive, which knows them, has
    /// computed their checksum, because going through them is what takes time in const evaluation.
    ///
    /// # Panics
    /// At compile time, if the numbers do not go together.
    #[must_use]
    pub const fn new(facts: &Facts, text: &str, names: usize, names_sum: u64) -> Self {
        Self::judged(facts, text, names, names_sum, 0)
    }

    /// The same with the limits of its budget that the type breaks.
    ///
    /// # Panics
    /// As [`new`](Self::new).
    #[must_use]
    pub const fn judged(facts: &Facts, text: &str, names: usize, names_sum: u64, broken: u64) -> Self {
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

const fn of_type(facts: &Facts, names: usize, broken: u64) -> [u64; 7] {
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

const fn of_field(field: &Field) -> [u64; 4] {
    let flags = field.heat as u64 | if field.contended { CONTENDED } else { 0 } | (field.align as u64 * ALIGNMENT);
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

/// As `u64::to_le`, without a call: each costs time in const evaluation.
const fn little_endian(number: u64) -> u64 {
    if cfg!(target_endian = "big") { number.swap_bytes() } else { number }
}

/// Adds a word to a checksum that finds damage and bytes that only look like an encoding, not forgery.
#[expect(clippy::manual_rotate, reason = "a call costs time in const evaluation")]
const fn mix(sum: u64, word: u64) -> u64 {
    (sum << 5 | sum >> 59) ^ word
}

/// The checksum of a text, eight bytes at a time. The derive has the same function.
const fn sum_of(text: &[u8]) -> u64 {
    let (mut sum, mut at) = (0, 0);
    while at < text.len() {
        let (mut word, mut byte) = (0, 0);
        while byte < 8 && at + byte < text.len() {
            word |= (text[at + byte] as u64) << (8 * byte);
            byte += 1;
        }
        sum = mix(sum, word);
        at += 8;
    }
    sum
}
