//! The report as text of 80 columns.
//!
//! It is written with colours. The stream to which it is written removes them where they are not wanted.

use std::io::{self, Write};

use anstyle::{AnsiColor, Style};
use pooled_layout::render::measures::{ROW, WIDTH};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::map::{Piece, Row, rows};
use super::terminal::{color, letter};
use super::words::{self, cut, thousands};
use super::{Shown, fields};
use crate::model::{Heat, Type};

const BOLD: Style = Style::new().bold();
const QUIET: Style = Style::new().dimmed();

/// Writes the types.
///
/// # Errors
/// Those of the stream.
pub fn write(out: &mut impl Write, target: &str, shown: &[Shown]) -> io::Result<()> {
    for (at, shown) in shown.iter().enumerate() {
        if at > 0 {
            writeln!(out)?;
        }
        write_type(out, shown)?;
    }
    if !shown.is_empty() && !target.is_empty() {
        writeln!(out)?;
        paragraph(out, &legend(target), QUIET)?;
    }
    Ok(())
}

fn legend(target: &str) -> String {
    let heats = Heat::ALL.map(|heat| format!("{} {}", letter(Some(heat)), heat.name())).join(", ");
    format!("A letter is a byte: {heats}, {} padding. All as on {target}.", letter(None))
}

fn write_type(out: &mut impl Write, shown: &Shown) -> io::Result<()> {
    header(out, &shown.ty)?;
    map(out, &shown.ty)?;
    fields::write(out, shown)?;
    for note in words::notes(&shown.ty) {
        paragraph(out, &note, Style::new())?;
    }
    let Some(then) = shown.then() else {
        return paragraph(out, &words::advice(shown), QUIET);
    };
    paragraph(out, &words::advice(shown), BOLD)?;
    map(out, &then)
}

fn header(out: &mut impl Write, ty: &Type) -> io::Result<()> {
    let place = words::place(ty);
    let (name, figures) = (cut(&ty.name, WIDTH), words::figures(ty));
    if name.width() + 2 + place.width() <= WIDTH {
        writeln!(out, "{BOLD}{name}{BOLD:#}  {place}")?;
    } else {
        writeln!(out, "{BOLD}{name}{BOLD:#}")?;
        paragraph(out, &place, Style::new())?;
    }
    paragraph(out, &figures, Style::new())
}

fn paragraph(out: &mut impl Write, text: &str, style: Style) -> io::Result<()> {
    words::wrap(text, WIDTH - 2).iter().try_for_each(|row| writeln!(out, "  {style}{row}{style:#}"))
}

/// The lines as rows of letters, the names of the fields below them.
fn map(out: &mut impl Write, ty: &Type) -> io::Result<()> {
    let mut shade = Shade::default();
    for row in rows(ty) {
        match row {
            Row::Line { number, pieces } => lines(out, number * ty.line_size, &pieces, &mut shade)?,
            Row::Folded { lines, field } => {
                let name = field.map_or("padding", |field| field.name.as_str());
                folded(out, lines, &format!("of {name}"))?;
            }
            Row::Skipped { lines } => folded(out, lines, "not drawn")?,
        }
    }
    Ok(())
}

fn folded(out: &mut impl Write, lines: usize, what: &str) -> io::Result<()> {
    let text = cut(&format!("{} {what}", words::count(lines, "more line")), WIDTH - 12);
    writeln!(out, "{:>10}  {QUIET}{text}{QUIET:#}", "⋮")
}

/// A line, in rows of [`ROW`] bytes.
fn lines<'a>(out: &mut impl Write, offset: usize, pieces: &[Piece<'a>], shade: &mut Shade<'a>) -> io::Result<()> {
    let end = pieces.last().map_or(0, |piece| piece.end);
    let mut start = 0;
    while start < end {
        let inside = pieces.iter().filter(|piece| piece.start < start + ROW && piece.end > start);
        let row: Vec<Piece<'a>> = inside.map(|piece| clip(piece, start)).collect();
        let label = if start == 0 { thousands(offset) } else { format!("+{start}") };
        letters(out, &label, &row, shade)?;
        names(out, &row)?;
        start += ROW;
    }
    Ok(())
}

fn clip<'a>(piece: &Piece<'a>, start: usize) -> Piece<'a> {
    let from = piece.start.max(start) - start;
    Piece { field: piece.field, start: from, end: piece.end.min(start + ROW) - start }
}

fn letters<'a>(out: &mut impl Write, label: &str, row: &[Piece<'a>], shade: &mut Shade<'a>) -> io::Result<()> {
    write!(out, "{label:>10}  ")?;
    for piece in row {
        let style = shade.of(piece);
        let letters: String = std::iter::repeat_n(letter(piece.heat()), piece.len()).collect();
        write!(out, "{style}{letters}{style:#}")?;
    }
    writeln!(out)
}

/// Names, each no longer than its field less a space.
fn names(out: &mut impl Write, row: &[Piece<'_>]) -> io::Result<()> {
    let mut text = String::new();
    for piece in row {
        let room = piece.len();
        let name = piece.field.map_or(String::new(), |field| fitted(&field.name, room));
        text.push_str(&name);
        text.push_str(&" ".repeat(room - name.width().min(room)));
    }
    let text = text.trim_end();
    if text.is_empty() { Ok(()) } else { writeln!(out, "{:12}{QUIET}{text}{QUIET:#}", "") }
}

/// As much of a name as there is room for, less a space. If the room is very small: the first letter.
fn fitted(name: &str, room: usize) -> String {
    let first =
        |name: &str| name.chars().next().filter(|letter| letter.width() == Some(1)).map_or(String::new(), String::from);
    if room > 3 || name.width() < room { cut(name, (room - 1).max(1)) } else { first(name) }
}

/// Colours fields by heat. Neighbours have different shades, so that one can see where a field ends.
#[derive(Default)]
struct Shade<'a> {
    last: Option<&'a str>,
    is_bright: bool,
}

impl<'a> Shade<'a> {
    fn of(&mut self, piece: &Piece<'a>) -> Style {
        let Some(field) = piece.field else { return QUIET };
        if self.last != Some(field.name.as_str()) {
            (self.last, self.is_bright) = (Some(field.name.as_str()), !self.is_bright);
        }
        let color = color(field.heat).bright(self.is_bright);
        Style::new().fg_color(Some(AnsiColor::Black.into())).bg_color(Some(color.into()))
    }
}
