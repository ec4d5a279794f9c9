//! `--save` and `--against`: what has changed since then.

use std::io::{self, Write};

use super::filter::no_type;
use super::output::unless_closed;
use crate::diff::{self, Baseline, Difference};
use crate::discover::Scope;
use crate::document::{self, Document};
use crate::draw::Shown;
use crate::error::Error;
use crate::opts::{Format, LayoutOpts};

/// The baseline of `--against`, and how the difference to it is shown.
pub(super) struct Against {
    baseline: Baseline,
    format: DifferenceFormat,
}

/// The formats that can show a difference. Each [`Format`] is one of them or is refused before anything is compiled.
#[derive(Clone, Copy)]
enum DifferenceFormat {
    Table,
    Json,
}

impl DifferenceFormat {
    fn of(format: Format) -> Result<Self, Error> {
        match format {
            Format::Table => Ok(Self::Table),
            Format::Json => Ok(Self::Json),
            Format::Svg | Format::Html => {
                Err(Error::new("a difference is not shown in this format: `--against` has `--format table` and `json`"))
            }
        }
    }
}

/// Reads the baseline of `--against`, before anything is compiled: that may take long.
pub(super) fn read(opts: &LayoutOpts) -> Result<Option<Against>, Error> {
    let Some(file) = &opts.against else { return Ok(None) };
    let format = DifferenceFormat::of(opts.format)?;
    let baseline = Baseline::read(file).map_err(Error::new)?;
    Ok(Some(Against { baseline, format }))
}

/// Compares, then saves, as asked; returns whether something got worse. Both may name the same file, so the order
/// matters.
///
/// A filter is `unknown` if no type fits it. It may name a type that is gone since the baseline.
pub(super) fn run(
    opts: &LayoutOpts,
    against: Option<&Against>,
    target: &str,
    scope: &Scope,
    types: &[Shown],
    unknown: Option<&str>,
) -> Result<bool, Error> {
    let now = Document::new(target, opts.line, types);
    let mut is_worse = false;
    if let Some(Against { baseline, format }) = against {
        let difference = baseline.compare(&now, |ty| scope.has(&ty.unit, &ty.path())).map_err(Error::new)?;
        if let Some(filter) = unknown.filter(|_| difference.types.is_empty()) {
            return Err(no_type(filter));
        }
        unless_closed(write(&difference, *format))?;
        is_worse = difference.is_worse();
    }
    if let Some(file) = &opts.save {
        diff::save(file, &now).map_err(Error::new)?;
    }
    Ok(is_worse)
}

fn write(difference: &Difference, format: DifferenceFormat) -> io::Result<()> {
    let mut out = anstream::stdout().lock();
    match format {
        DifferenceFormat::Table => difference.write(&mut out)?,
        DifferenceFormat::Json => out.write_all(document::render(difference).as_bytes())?,
    }
    out.flush()
}
