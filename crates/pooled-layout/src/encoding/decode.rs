//! Reads the bytes of [`Encoded`](super::Encoded). The input may be any bytes; bytes that are no encoding are an error.

use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::str;

use super::decode_error::DecodeError;
use super::format::{
    ALIGNMENT, BROKEN, CONTENDED, FREES_ELEMENTS, HEAD, MAGIC, POOLED, UNMEASURED, VERSION, mix, sum_of,
};
use super::plausible::plausible;
use crate::budget::Limit;
use crate::facts::{Facts, Field, Heat, Kind};

/// Facts that own their strings.
pub type OwnedFacts = Facts<String, Vec<Field<String>>>;

/// What an encoding says of a type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    /// What the compiler computed. The name of an instantiation of a generic type is the one by which `instances` names
    /// it.
    pub facts: OwnedFacts,
    /// The limits of its budget that the type breaks.
    pub over_budget: Vec<Limit>,
}

/// Reads the encoding at the start of `bytes`. Returns also how many bytes it has.
///
/// # Errors
/// If there is no encoding at the start.
pub fn decode(bytes: &[u8]) -> Result<(Decoded, usize), DecodeError> {
    if !bytes.starts_with(&MAGIC) {
        return Err(DecodeError::Magic);
    }
    let word = |at: usize| bytes.get(at..).and_then(|rest| rest.first_chunk()).copied().ok_or(DecodeError::Length);
    let version = u32::from_le_bytes(word(8)?);
    if version != VERSION {
        return Err(DecodeError::Version(version));
    }
    let length = usize::try_from(u32::from_le_bytes(word(12)?)).map_err(|_| DecodeError::Length)?;
    let mut body = Reader(bytes.get(HEAD..length).ok_or(DecodeError::Length)?);
    let checksum = bytes[16..].first_chunk().copied().map(u64::from_le_bytes);
    let decoded = body.decoded(checksum.ok_or(DecodeError::Length)?)?;
    Ok((decoded, length))
}

/// Finds all encodings in `bytes`, such as the metadata of a crate. The magic bytes may also occur by chance, so bytes
/// that are no encoding of any version are skipped.
pub fn scan(bytes: &[u8]) -> impl Iterator<Item = Result<Decoded, DecodeError>> + '_ {
    let mut rest = bytes;
    core::iter::from_fn(move || {
        loop {
            let at = rest.windows(MAGIC.len()).position(|window| window == MAGIC)?;
            let found = decode(&rest[at..]);
            let length = found.as_ref().map_or(MAGIC.len(), |(_, length)| *length);
            rest = &rest[at + length..];
            match found {
                Ok((decoded, _)) => return Some(Ok(decoded)),
                Err(DecodeError::Version(version)) if version < 256 => return Some(Err(DecodeError::Version(version))),
                Err(
                    DecodeError::Magic
                    | DecodeError::Version(_)
                    | DecodeError::Length
                    | DecodeError::Checksum
                    | DecodeError::Content,
                ) => {}
            }
        }
    })
}

/// The bytes that are not read yet.
struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn decoded(&mut self, checksum: u64) -> Result<Decoded, DecodeError> {
        let mut sum = 0;
        let [size, align, line_size, file_line, flags, count, names] = self.numbers(&mut sum)?;
        // Each field is read from bytes. If the count is too large, the bytes end long before the memory does.
        let mut fields = Vec::new();
        for _ in 0..count {
            fields.push(self.numbers::<4>(&mut sum)?);
        }
        let names = usize::try_from(names).ok().and_then(|names| self.0.split_at_checked(names));
        let (names, place) = names.ok_or(DecodeError::Length)?;
        if mix(mix(sum, sum_of(names)), sum_of(place)) != checksum {
            return Err(DecodeError::Checksum);
        }
        let text = |bytes: &'a [u8]| str::from_utf8(bytes).map_err(|_| DecodeError::Content);
        let (module, file) = text(place)?.split_once('\n').ok_or(DecodeError::Content)?;
        let mut names = text(names)?.split_terminator(['\n', '\t']).map(ToString::to_string);
        let mut next = || names.next().ok_or(DecodeError::Content);
        let (name, module, file) = (next()?, module.to_string(), file.to_string());
        let fields =
            fields.into_iter().map(|numbers| field(numbers, next()?, next()?, next()?)).collect::<Result<_, _>>()?;
        let facts = Facts {
            name,
            module,
            file,
            file_line: u32::try_from(file_line).map_err(|_| DecodeError::Content)?,
            size: number(size)?,
            align: power_of_two(align)?,
            line: power_of_two(line_size)?,
            pooled: flags & POOLED != 0,
            kind: of_number(&Kind::ALL, flags % POOLED)?,
            fields,
        };
        Ok(Decoded { over_budget: limits(flags / BROKEN)?, facts: plausible(facts)? })
    }

    fn numbers<const N: usize>(&mut self, sum: &mut u64) -> Result<[u64; N], DecodeError> {
        let mut numbers = [0; N];
        for number in &mut numbers {
            let (word, rest) = self.0.split_first_chunk().ok_or(DecodeError::Length)?;
            self.0 = rest;
            *number = u64::from_le_bytes(*word);
            *sum = mix(*sum, *number);
        }
        Ok(numbers)
    }
}

fn field(numbers: [u64; 4], variant: String, name: String, ty: String) -> Result<Field<String>, DecodeError> {
    let [offset, size, kept, flags] = numbers;
    let heat = of_number(&Heat::ALL, flags % CONTENDED)?;
    let or_none = |n: u64| if n == u64::MAX { Ok(None) } else { number(n).map(Some) };
    let (offset, kept) = (or_none(offset)?, or_none(kept)?);
    let (size, align) = (number(size)?, power_of_two(flags / ALIGNMENT)?);
    let has = |flag| flags & flag != 0;
    let (contended, unmeasured, frees_elements) = (has(CONTENDED), has(UNMEASURED), has(FREES_ELEMENTS));
    Ok(Field { variant, name, ty, offset, size, align, heat, contended, kept, unmeasured, frees_elements })
}

/// The limits whose bits are set.
fn limits(broken: u64) -> Result<Vec<Limit>, DecodeError> {
    if broken >> Limit::ALL.len() != 0 {
        return Err(DecodeError::Content);
    }
    Ok(Limit::ALL.into_iter().filter(|limit| broken & limit.bit() != 0).collect())
}

/// The variant of an enum that has this number.
fn of_number<T: Copy>(all: &[T], number: u64) -> Result<T, DecodeError> {
    usize::try_from(number).ok().and_then(|at| all.get(at)).copied().ok_or(DecodeError::Content)
}

/// A number that can be a size: at most half of the range, so that sums of two do not overflow.
fn number(n: u64) -> Result<usize, DecodeError> {
    usize::try_from(n).ok().filter(|&n| n <= usize::MAX / 2).ok_or(DecodeError::Content)
}

fn power_of_two(n: u64) -> Result<usize, DecodeError> {
    number(n).and_then(|n| if n.is_power_of_two() { Ok(n) } else { Err(DecodeError::Content) })
}
