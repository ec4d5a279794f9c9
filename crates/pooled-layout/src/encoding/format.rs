//! The numbers of the format, and its checksum.

/// The first bytes of each encoding.
pub const MAGIC: [u8; 8] = *b"pooled\x1al";

/// The version of the format. A reader reads only its own version.
pub const VERSION: u32 = 1;

/// The flag of a type whose objects are in a thread-local pool.
pub(super) const POOLED: u64 = 256;
/// The factor of the broken limits, which are a bit each. There are some only in a build for the report; in other
/// builds a broken limit is an error.
pub(super) const BROKEN: u64 = 512;
/// The flag of a field that several threads write.
pub(super) const CONTENDED: u64 = 256;
/// The flag of a field that may own memory that no pool can measure.
pub(super) const UNMEASURED: u64 = 512;
/// The flag of a field of which a reset frees what the elements own.
pub(super) const FREES_ELEMENTS: u64 = 1024;
/// The factor of the alignment of a field, which is in one number with its flags.
pub(super) const ALIGNMENT: u64 = 65_536;
/// The bytes before what the checksum covers.
pub(super) const HEAD: usize = 24;

/// Adds a word to a checksum. It detects damage, and bytes that only look like an encoding; it does not detect forgery.
#[expect(clippy::manual_rotate, reason = "a call costs time in const evaluation")]
pub(super) const fn mix(sum: u64, word: u64) -> u64 {
    (sum << 5 | sum >> 59) ^ word
}

/// The checksum of a text, eight bytes at a time. The derive has the same function.
pub(super) const fn sum_of(text: &[u8]) -> u64 {
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
