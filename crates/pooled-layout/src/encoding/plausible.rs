//! Whether the facts that were read can be those of a type. Code that computes with them relies on it.

use alloc::string::String;
use alloc::vec::Vec;

use super::decode_error::DecodeError;
use crate::facts::{Facts, Field, Kind};

/// Passes on facts that can be those of a type.
pub(super) fn plausible(
    facts: Facts<String, Vec<Field<String>>>,
) -> Result<Facts<String, Vec<Field<String>>>, DecodeError> {
    let is_sound = facts.fields.iter().all(|field| is_within(field, &facts))
        && fields_fit(&facts)
        && matches!(facts.line, 64 | 128)
        && facts.size.is_multiple_of(facts.align)
        && u16::try_from(facts.fields.len()).is_ok()
        && !overlap(&facts.fields);
    if is_sound { Ok(facts) } else { Err(DecodeError::Content) }
}

/// Whether a field lies in the object, and has a place if the fields of such a type do: in an enum all or none.
fn is_within(field: &Field<String>, facts: &Facts<String, Vec<Field<String>>>) -> bool {
    let is_placed = match facts.kind {
        Kind::Struct | Kind::Ordered => true,
        Kind::Enum => facts.fields[0].offset.is_some(),
        Kind::Opaque => false,
    };
    let end = field.offset.map_or(Some(0), |offset| offset.checked_add(field.size));
    field.size.is_multiple_of(field.align)
        && field.align <= facts.align
        && field.offset.is_some() == is_placed
        && end.is_some_and(|end| end <= facts.size)
}

/// Whether the fields together are no larger than the object. Those of an enum share bytes.
fn fields_fit(facts: &Facts<String, Vec<Field<String>>>) -> bool {
    match facts.kind {
        Kind::Enum => true,
        Kind::Struct | Kind::Ordered | Kind::Opaque => {
            let sum = facts.fields.iter().try_fold(0_usize, |sum, field| sum.checked_add(field.size));
            sum.is_some_and(|sum| sum <= facts.size)
        }
    }
}

/// Whether fields share bytes, of an enum those of one variant.
fn overlap(fields: &[Field<String>]) -> bool {
    fields.chunk_by(|a, b| a.variant == b.variant).any(|fields| {
        let ends = fields.iter().filter_map(|field| field.offset.map(|offset| (offset, offset + field.size)));
        let mut ends: Vec<_> = ends.collect();
        ends.sort_unstable();
        ends.windows(2).any(|pair| pair[0].1 > pair[1].0)
    })
}
