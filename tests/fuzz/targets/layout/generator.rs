//! Encodings with a right checksum. Most are of types that can be; now and then a number is any.

use arbitrary::{Result, Unstructured};
use pooled_layout::encoding::{MAGIC, VERSION};

use crate::checksum::{self, mix};

const SIZES: &[u64] = &[0, 1, 2, 4, 8, 16, 24, 64, 100, 4096, 1 << 20, 1 << 40, 1 << 61, u64::MAX >> 1, u64::MAX - 7];
const NAMES: &[&str] =
    &["id", "0", "1", "", "r#type", "Item<'_, u8>", "größe", "a\u{1b}[31mb", "<script>", "表", "a&b\"'"];

/// The kinds of types, as their numbers in an encoding.
const STRUCT: u64 = 0;
const ENUM: u64 = 2;
const OPAQUE: u64 = 3;

/// The bytes of an encoding.
pub(crate) fn encoding(u: &mut Unstructured<'_>) -> Result<Vec<u8>> {
    let kind = u.int_in_range(STRUCT..=OPAQUE)?;
    let count = if u.ratio(1, 50)? { u.int_in_range(0..=400)? } else { u.int_in_range(0..=8)? };
    let (mut end, mut align, mut fields, mut names) = (0_u64, 1_u64, Vec::new(), format!("{}\n", name(u)?));
    let has_places = kind != OPAQUE && (kind != ENUM || u.arbitrary()?);
    for _ in 0..count {
        let [field_align, size] = [1 << u.int_in_range(0..=7)?, *u.choose(SIZES)?];
        let size = size.div_ceil(field_align).saturating_mul(field_align);
        let start = if kind == ENUM { 0 } else { end.saturating_add(*u.choose(&[0, 0, 0, 1, 64, 100])?) };
        let start = start.div_ceil(field_align).saturating_mul(field_align);
        (end, align) = (end.max(start.saturating_add(size)), align.max(field_align));
        let kept = *u.choose(&[u64::MAX, 0, 24, 1 << 40])?;
        let flags = u.int_in_range(0..=2)? | (u64::from(u.int_in_range(0..=7_u8)?) << 8) | (field_align << 16);
        // The order in which fields are declared is not that in which they lie.
        let at = u.int_in_range(0..=fields.len())?;
        fields.insert(at, [if has_places { start } else { u64::MAX }, size, kept, flags]);
        let variant = if kind == ENUM { name(u)? } else { "" };
        names += &format!("{variant}\t{}\t{}\n", name(u)?, name(u)?);
    }
    let size = end.div_ceil(align).saturating_mul(align);
    let flags = kind | (u64::from(u.arbitrary::<bool>()?) << 8) | (u.int_in_range(0..=15)? << 9);
    let line = *u.choose(&[64, 64, 128])?;
    let head = [size, align, line, u64::from(u.arbitrary::<u16>()?), flags, count, names.len() as u64];
    let mut numbers: Vec<u64> = head.into_iter().chain(fields.into_iter().flatten()).collect();
    for _ in 0..u.int_in_range(0..=3_u8)? / 3 {
        let at = u.choose_index(numbers.len())?;
        numbers[at] = if u.arbitrary()? { *u.choose(SIZES)? } else { u.arbitrary()? };
    }
    Ok(sealed(&numbers, &names, &format!("{}::{}\nsrc/{}.rs", name(u)?, name(u)?, name(u)?)))
}

fn name(u: &mut Unstructured<'_>) -> Result<&'static str> {
    u.choose(NAMES).copied()
}

/// The numbers and the texts with what stands before them.
fn sealed(numbers: &[u64], names: &str, place: &str) -> Vec<u8> {
    let sum = numbers.iter().fold(0, |sum, &number| mix(sum, number));
    let sum = mix(mix(sum, checksum::of(names.as_bytes())), checksum::of(place.as_bytes()));
    let length = 24 + 8 * numbers.len() + names.len() + place.len();
    let length = u32::try_from(length).expect("an input is short");
    let mut bytes = MAGIC.to_vec();
    bytes.extend(VERSION.to_le_bytes());
    bytes.extend(length.to_le_bytes());
    bytes.extend(sum.to_le_bytes());
    bytes.extend(numbers.iter().flat_map(|number| number.to_le_bytes()));
    bytes.extend(names.bytes().chain(place.bytes()));
    bytes
}
