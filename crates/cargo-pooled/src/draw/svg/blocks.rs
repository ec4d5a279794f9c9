//! The lines of a type as rows of blocks.

use super::sheet::{COLUMN, MARGIN, SIZE, Sheet, WIDTH};
use super::text::fitted;
use crate::draw::map::{Piece, Row, rows};
use crate::draw::words::{count, thousands};
use crate::model::{Field, Heat, Type};

/// The room for offsets.
const LABEL: usize = 104;
/// The width of a row of bytes.
const BYTES: usize = COLUMN - LABEL;
const HEIGHT: usize = 30;
const STEP: usize = 36;

/// Draws the lines; returns where there is room again.
pub(super) fn draw(sheet: &mut Sheet, ty: &Type, x: usize, top: usize) -> usize {
    let mut y = top;
    for row in rows(ty) {
        match row {
            Row::Line { number, pieces } => line(sheet, ty, (x, y), number * ty.line_size, &pieces),
            Row::Folded { lines, field } => {
                let name = field.map_or("padding", |field| field.name.as_str());
                note(sheet, (x, y), &format!("⋮ {} of {name}", count(lines, "more line")));
            }
            Row::Skipped { lines } => note(sheet, (x, y), &format!("⋮ {} not drawn", count(lines, "more line"))),
        }
        y += STEP;
    }
    without_size(sheet, ty, (x, y))
}

fn line(sheet: &mut Sheet, ty: &Type, (x, y): (usize, usize), offset: usize, pieces: &[Piece<'_>]) {
    let left = x + LABEL;
    sheet.text(x, y + 20, "soft", &thousands(offset));
    for piece in pieces {
        // Both ends are rounded in the same way, so that neighbours meet.
        let (start, end) = (piece.start * BYTES / ty.line_size, piece.end * BYTES / ty.line_size);
        let (class, title) = (class(piece.heat()), title(piece, offset));
        sheet.rect(left + start, y, end - start, HEIGHT, class, &title);
        let name =
            piece.field.map_or(String::new(), |field| fitted(&field.name, (end - start).saturating_sub(8), SIZE));
        if !name.is_empty() {
            sheet.text(left + start + 4, y + 20, "", &name);
        }
    }
}

fn class(heat: Option<Heat>) -> &'static str {
    heat.map_or("pad", Heat::name)
}

fn title(piece: &Piece<'_>, offset: usize) -> String {
    match piece.field {
        Some(field) => {
            let (size, offset) = (count(field.size, "byte"), thousands(field.start()));
            format!("{}: {}, {size} at {offset}, {}", field.name, field.ty, field.heat.name())
        }
        None => format!("padding, {} at {}", count(piece.len(), "byte"), thousands(offset + piece.start)),
    }
}

fn note(sheet: &mut Sheet, (x, y): (usize, usize), text: &str) {
    sheet.text(x + LABEL, y + 20, "soft", &fitted(text, BYTES, SIZE));
}

/// Names the fields that have no block: those of no size, and those of an enum.
fn without_size(sheet: &mut Sheet, ty: &Type, (x, y): (usize, usize)) -> usize {
    let named = |field: &Field| match field.variant.as_str() {
        "" => field.name.clone(),
        variant => format!("{variant}.{}", field.name),
    };
    if ty.has_places() {
        let without: Vec<String> = ty.in_memory().filter(|field| field.size == 0).map(named).collect();
        if without.is_empty() {
            return y;
        }
        note(sheet, (x, y), &format!("no bytes: {}", without.join(", ")));
        return y + STEP;
    }
    let mut y = y;
    for field in ty.in_memory() {
        let width = (field.size.min(ty.line_size) * BYTES / ty.line_size).max(2);
        let place = field.offset.map(|offset| format!(" at {offset}")).unwrap_or_default();
        let text = format!("{}: {}, {}{place}", named(field), field.ty, count(field.size, "byte"));
        sheet.rect(x, y, width.min(BYTES), HEIGHT, class(Some(field.heat)), &text);
        let left = x + BYTES + 12;
        sheet.text(left, y + 20, "", &fitted(&text, WIDTH - MARGIN - left, SIZE));
        y += STEP;
    }
    y
}
