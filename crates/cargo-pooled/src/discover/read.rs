//! The types in a file that the compiler wrote: crate metadata, an archive of objects or an executable.

use std::fs;
use std::path::Path;

use pooled_layout as facts;
use pooled_layout as layout;
use pooled_layout::encoding::{self, DecodeError, Record, RecordField, VERSION};

use crate::error::Error;
use crate::model::{Field, Heat, Kind, Type};
use crate::unit::Unit;

/// The types in `file`, which the compiler wrote for the crate `krate` of `unit`. Cache lines have `line` bytes if that
/// is given, else what each type says.
pub(super) fn types(file: &Path, krate: &str, unit: &Unit, line: Option<usize>) -> Result<Vec<Type>, Error> {
    let bytes = fs::read(file).map_err(|error| Error::new(format!("can't read `{}`: {error}", file.display())))?;
    let records: Result<Vec<_>, _> = encoding::scan(&bytes).collect();
    let records = records.map_err(|error| unread(krate, error))?;
    Ok(records.into_iter().map(|record| of(record, unit, line)).collect())
}

/// Why a record can't be read. If the versions differ, the older side is to be updated.
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

fn of(record: Record, unit: &Unit, line: Option<usize>) -> Type {
    let line_size = line.unwrap_or(record.line_size);
    let slot = record.pooled.then(|| layout::slot_align(record.size, record.align, line_size));
    let has_offsets = record.fields.iter().any(|field| field.offset.is_some());
    let mut fields: Vec<_> = record.fields.into_iter().enumerate().map(field).collect();
    let kind = kind(record.kind, has_offsets, &fields);
    if record.kind != facts::Kind::Enum {
        // A field without size lies before the one that starts at the same offset. The sort keeps the order of equals.
        fields.sort_by_key(|field| (field.offset, field.size > 0));
    }
    Type {
        name: record.name,
        unit: unit.clone(),
        krate: record.module.split("::").next().unwrap_or_default().to_string(),
        module: record.module,
        file: record.file,
        line: record.file_line,
        size: record.size,
        align: record.align,
        line_size,
        slot_align: slot.unwrap_or(record.align),
        budget_line: record.line_size,
        over_budget: record.over_budget.into_iter().map(String::from).collect(),
        repr_c: record.kind == facts::Kind::Ordered,
        kind,
        fields,
    }
}

fn field((declared, field): (usize, RecordField)) -> Field {
    Field {
        variant: field.variant,
        name: field.name,
        ty: field.ty,
        offset: field.offset.unwrap_or(0),
        size: field.size,
        align: field.align,
        heat: heat(field.heat),
        contended: field.contended,
        declared,
    }
}

fn heat(heat: facts::Heat) -> Heat {
    match heat {
        facts::Heat::Hot => Heat::Hot,
        facts::Heat::Cold => Heat::Cold,
        _ => Heat::Warm,
    }
}

fn kind(kind: facts::Kind, has_offsets: bool, fields: &[Field]) -> Kind {
    match fields.first() {
        _ if kind == facts::Kind::Enum && has_offsets => Kind::TaggedEnum,
        _ if kind == facts::Kind::Enum => Kind::Enum,
        None => Kind::Unit,
        Some(field) if field.name.starts_with(|c: char| c.is_ascii_digit()) => Kind::Tuple,
        Some(_) => Kind::Struct,
    }
}
