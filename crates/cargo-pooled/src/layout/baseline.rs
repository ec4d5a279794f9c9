//! `--save` and `--against`: what has changed since then.

use std::io::{self, Write};

use super::{no_type, unless_closed};
use crate::diff::{self, Baseline, Difference};
use crate::document::{self, Document};
use crate::draw::Shown;
use crate::error::Error;
use crate::opts::{Format, Layout};
use crate::report::Scope;

/// Compares, then saves, as asked; returns whether something got worse. Both may name one file.
///
/// A filter that is `unknown` to the report may name what is gone since the baseline.
pub(super) fn run(
    opts: &Layout,
    before: Option<&Baseline>,
    target: &str,
    scope: &Scope,
    types: &[Shown],
    unknown: Option<&str>,
) -> Result<bool, Error> {
    let now = Document::new(target, opts.line, types);
    let mut is_worse = false;
    if let Some(before) = before {
        let difference = before.compare(&now, |ty| scope.has(&ty.unit, &ty.path())).map_err(Error::new)?;
        if let Some(filter) = unknown.filter(|_| difference.types.is_empty()) {
            return Err(no_type(filter));
        }
        unless_closed(write(&difference, opts.format))?;
        is_worse = difference.is_worse();
    }
    if let Some(file) = &opts.save {
        diff::save(file, &now).map_err(Error::new)?;
    }
    Ok(is_worse)
}

/// The baseline of `--against`, which is read before anything is compiled: that may take long.
pub(super) fn read(opts: &Layout) -> Result<Option<Baseline>, Error> {
    let is_picture = matches!(opts.format, Format::Svg | Format::Html);
    if opts.against.is_some() && is_picture {
        return Err(Error::new("there is no picture of what has changed: `--against` has `--format table` and `json`"));
    }
    opts.against.as_deref().map(Baseline::read).transpose().map_err(Error::new)
}

fn write(difference: &Difference, format: Format) -> io::Result<()> {
    let mut out = anstream::stdout().lock();
    match format {
        Format::Json => out.write_all(document::render(difference).as_bytes())?,
        _ => difference.write(&mut out)?,
    }
    out.flush()
}
