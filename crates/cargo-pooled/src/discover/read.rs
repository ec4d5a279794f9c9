//! The types in a file that the compiler wrote: crate metadata, an archive of objects or an executable.

use std::fs;
use std::path::Path;

use pooled_layout::encoding::{self, DecodeError, Decoded, VERSION};
use pooled_layout::{self as layout, slot_align};

use crate::error::Error;
use crate::model::{Field, Kind, Type, memory_order};
use crate::unit::Unit;

/// The types in `file`, which the compiler wrote for the crate `krate` of `unit`. Cache lines have `line` bytes if that
/// is given, else what each type says.
pub(super) fn types(file: &Path, krate: &str, unit: &Unit, line: Option<usize>) -> Result<Vec<Type>, Error> {
    let bytes = fs::read(file).map_err(|error| Error::new(format!("can't read `{}`: {error}", file.display())))?;
    types_in(&bytes, krate, unit, line)
}

/// The types in the bytes of such a file.
///
/// # Errors
/// In one line, if one of them is written in another version.
pub fn types_in(bytes: &[u8], krate: &str, unit: &Unit, line: Option<usize>) -> Result<Vec<Type>, Error> {
    let found: Result<Vec<_>, _> = encoding::scan(bytes).collect();
    let found = found.map_err(|error| unread(krate, error))?;
    Ok(found.into_iter().map(|decoded| of(decoded, unit, line)).collect())
}

/// Why an encoding can't be read. If the versions differ, the older side is to be updated.
fn unread(krate: &str, error: DecodeError) -> Error {
    let DecodeError::Version(version) = error else { return Error::new(format!("crate `{krate}`: {error}")) };
    let remedy = if version > VERSION {
        "update cargo-pooled".to_string()
    } else {
        format!("update pooled-types in the dependencies of `{krate}`")
    };
    let what =
        format!("crate `{krate}`: its layout report has version {version}, this cargo-pooled reads version {VERSION}");
    Error::new(format!("{what}: {remedy}"))
}

fn of(Decoded { facts, over_budget }: Decoded, unit: &Unit, line: Option<usize>) -> Type {
    let line_size = line.unwrap_or(facts.line);
    let slot = facts.pooled.then(|| slot_align(facts.size, facts.align, line_size));
    let kind = kind(facts.kind, &facts.fields);
    Type {
        name: facts.name,
        unit: unit.clone(),
        target: String::new(),
        krate: facts.module.split("::").next().unwrap_or_default().to_string(),
        module: facts.module,
        file: facts.file,
        line: facts.file_line,
        size: facts.size,
        align: facts.align,
        line_size,
        slot_align: slot.unwrap_or(facts.align),
        budget_line: facts.line,
        over_budget,
        repr_c: facts.kind == layout::Kind::Ordered,
        kind,
        memory: memory_order(kind, &facts.fields),
        fields: facts.fields,
    }
}

fn kind(kind: layout::Kind, fields: &[Field]) -> Kind {
    let has_offsets = fields.iter().any(|field| field.offset.is_some());
    match fields.first() {
        _ if kind == layout::Kind::Enum && has_offsets => Kind::TaggedEnum,
        _ if kind == layout::Kind::Enum => Kind::Enum,
        None => Kind::Unit,
        Some(field) if field.name.starts_with(|c: char| c.is_ascii_digit()) => Kind::Tuple,
        Some(_) => Kind::Struct,
    }
}
