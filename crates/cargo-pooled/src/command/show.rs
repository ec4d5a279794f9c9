//! `--format`: the types on standard output.

use std::io::{self, Write};

use crate::document::{self, Document};
use crate::draw::{Shown, html, svg, table};
use crate::opts::{Format, LayoutOpts};

/// Writes the types in the format that the command line says.
pub(super) fn run(opts: &LayoutOpts, target: &str, types: &[Shown]) -> io::Result<()> {
    let text = match opts.format {
        Format::Table => return write_table(target, types),
        Format::Json => document::render(&Document::new(target, opts.line, types)),
        Format::Svg => svg::render(target, types),
        Format::Html => html::render(target, types),
    };
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes())?;
    out.flush()
}

/// The stream leaves colours out if the output is no terminal.
fn write_table(target: &str, types: &[Shown]) -> io::Result<()> {
    let mut out = anstream::stdout().lock();
    table::write(&mut out, target, types)?;
    out.flush()
}
