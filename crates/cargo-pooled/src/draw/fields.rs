//! The list of fields in the table: on the left the fields as they are, on the right the suggested order.

use std::io::{self, Write};

use anstyle::Style;
use pooled_layout::render::measures::WIDTH;
use unicode_width::UnicodeWidthStr;

use super::Shown;
use super::terminal::color;
use super::words::{cut, full_name};
use crate::model::{Field, Heat};

/// The columns of name and type together, without and with a suggestion beside.
const ALONE: usize = WIDTH - 2 - 32;
const BESIDE: usize = 22;

/// Writes the list.
pub(super) fn write(out: &mut impl Write, shown: &Shown) -> io::Result<()> {
    let ty = &shown.ty;
    if ty.fields.is_empty() {
        return Ok(());
    }
    let then = shown.then();
    let room = if then.is_some() { BESIDE } else { ALONE };
    heading(out, room, then.is_some())?;
    for (at, field) in ty.in_memory().enumerate() {
        let beside = then.as_ref().map(|then| &then.fields[at]);
        row(out, field, beside, room)?;
    }
    Ok(())
}

fn heading(out: &mut impl Write, room: usize, has_suggestion: bool) -> io::Result<()> {
    let quiet = Style::new().dimmed();
    let beside = if has_suggestion { "  suggested order" } else { "" };
    let what = if has_suggestion { "field" } else { "field: type" };
    let text = format!("{:>10} {:>9} {:>6} heat {what:room$}{beside}", "offset", "size", "align");
    writeln!(out, "{quiet}{}{quiet:#}", text.trim_end())
}

fn row(out: &mut impl Write, field: &Field, beside: Option<&Field>, room: usize) -> io::Result<()> {
    let offset = field.offset.map_or_else(|| "-".to_string(), |offset| offset.to_string());
    let style = style(field.heat);
    let heat = field.heat.name();
    let name = padded(&named(field, room, beside.is_some()), room);
    write!(out, "{offset:>10} {:>9} {:>6} {style}{heat:4}{style:#} ", field.size, field.align)?;
    let Some(beside) = beside else { return writeln!(out, "{}", name.trim_end()) };
    write!(out, "{name}")?;
    let style = self::style(beside.heat);
    let name = cut(&beside.name, WIDTH - 34 - BESIDE - 9);
    writeln!(out, " {:>7} {style}{name}{style:#}", beside.start())
}

/// The name, and the type if there is room.
fn named(field: &Field, room: usize, is_short: bool) -> String {
    let name = full_name(field);
    if is_short && name.width() + 2 + field.ty.width() > room {
        cut(&name, room)
    } else {
        cut(&format!("{name}: {}", field.ty), room)
    }
}

fn padded(text: &str, width: usize) -> String {
    format!("{text}{}", " ".repeat(width.saturating_sub(text.width())))
}

fn style(heat: Heat) -> Style {
    let style = color(heat).on_default();
    if heat.is_hot() { style.bold() } else { style }
}
