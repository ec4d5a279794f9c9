//! The checksum of encodings, as the derive computes it.

/// Adds a word.
pub(crate) fn mix(sum: u64, word: u64) -> u64 {
    sum.rotate_left(5) ^ word
}

/// The checksum of a text.
pub(crate) fn of(text: &[u8]) -> u64 {
    text.chunks(8).fold(0, |sum, chunk| {
        let mut word = [0; 8];
        word[..chunk.len()].copy_from_slice(chunk);
        mix(sum, u64::from_le_bytes(word))
    })
}
