//! The bytes of a type, cut into cache lines.

use crate::model::{Field, Heat, Type};

/// The rows that are drawn for one type at most.
const MOST_ROWS: usize = 48;

/// Part of a line, in bytes of the line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Piece<'a> {
    /// The field that it is a part of; `None` for padding.
    pub(super) field: Option<&'a Field>,
    /// Where it starts.
    pub(super) start: usize,
    /// The byte behind the last one.
    pub(super) end: usize,
}

impl Piece<'_> {
    pub(super) fn len(&self) -> usize {
        self.end - self.start
    }

    pub(super) fn heat(&self) -> Option<Heat> {
        self.field.map(|field| field.heat)
    }
}

/// A row of a drawing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Row<'a> {
    /// A line and its parts, without gaps between them.
    Line { number: usize, pieces: Vec<Piece<'a>> },
    /// That many lines that are not drawn, all of one field or of padding.
    Folded { lines: usize, field: Option<&'a Field> },
    /// That many lines that are not drawn, of various fields.
    Skipped { lines: usize },
}

/// The rows of a type. Lines in the middle of a long field are folded into one row. If there are still more rows than
/// [`MOST_ROWS`], those in the middle are left out: hot fields are rarely there.
pub(super) fn rows(ty: &Type) -> Vec<Row<'_>> {
    let mut rows = if ty.has_places() { all_rows(ty) } else { Vec::new() };
    if rows.len() > MOST_ROWS {
        let behind = rows.split_off(rows.len() - MOST_ROWS / 4);
        let skipped = rows.split_off(MOST_ROWS * 3 / 4 - 1);
        rows.push(Row::Skipped { lines: skipped.iter().map(Row::lines).sum() });
        rows.extend(behind);
    }
    rows
}

impl Row<'_> {
    fn lines(&self) -> usize {
        match self {
            Row::Line { .. } => 1,
            Row::Folded { lines, .. } | Row::Skipped { lines } => *lines,
        }
    }
}

fn all_rows(ty: &Type) -> Vec<Row<'_>> {
    let fields: Vec<&Field> = ty.in_memory().filter(|field| field.size > 0).collect();
    let (mut rows, mut number, mut at) = (Vec::new(), 0, 0);
    while number < ty.lines() {
        while at < fields.len() && fields[at].end() <= number * ty.line_size {
            at += 1;
        }
        let (field, lines) = alike(ty, fields.get(at).copied(), number);
        rows.push(line(ty, &fields[at..], number));
        if lines > 2 {
            rows.extend([Row::Folded { lines: lines - 2, field }, line(ty, &fields[at..], number + lines - 1)]);
        }
        number += if lines > 2 { lines } else { 1 };
    }
    rows
}

/// The field at the start of a line (`None` if it is padding), and how many lines from this one on contain nothing
/// else. `next` is the first field that does not end before this line.
fn alike<'a>(ty: &Type, next: Option<&'a Field>, number: usize) -> (Option<&'a Field>, usize) {
    let inside = next.filter(|field| field.start() <= number * ty.line_size);
    let end = inside.map_or_else(|| next.map_or(ty.size, Field::start), Field::end);
    (inside, end / ty.line_size - number)
}

/// The line of this number; `fields` start with the first that reaches into it.
fn line<'a>(ty: &Type, fields: &[&'a Field], number: usize) -> Row<'a> {
    let start = number * ty.line_size;
    let end = (start + ty.line_size).min(ty.size);
    let (mut pieces, mut at) = (Vec::new(), start);
    let inside = fields.iter().take_while(|field| field.start() < end);
    for field in inside.filter(|field| field.end() > start) {
        let (from, to) = (field.start().max(start), field.end().min(end));
        push(&mut pieces, None, at - start, from - start);
        push(&mut pieces, Some(*field), from - start, to - start);
        at = to;
    }
    push(&mut pieces, None, at - start, end - start);
    Row::Line { number, pieces }
}

fn push<'a>(pieces: &mut Vec<Piece<'a>>, field: Option<&'a Field>, start: usize, end: usize) {
    if start < end {
        pieces.push(Piece { field, start, end });
    }
}

#[cfg(test)]
mod tests {
    use super::{Row, rows};
    use crate::model::{Field, Heat, Type};

    fn of(places: &[(usize, usize)], size: usize) -> Type {
        let field = |&(offset, size): &(usize, usize)| Field::of_size("f".to_string(), offset, size, 1, Heat::Warm);
        Type::of(places.iter().map(field).collect(), size)
    }

    fn shape(ty: &Type) -> Vec<String> {
        let shape = |row: Row<'_>| match row {
            Row::Line { number, pieces } => {
                let pieces = pieces
                    .iter()
                    .map(|piece| format!("{}{}", if piece.field.is_some() { 'f' } else { '.' }, piece.len()));
                format!("{number}:{}", pieces.collect::<Vec<_>>().join(" "))
            }
            Row::Folded { lines, field } => format!("{}*{lines}", if field.is_some() { 'f' } else { '.' }),
            Row::Skipped { lines } => format!("?*{lines}"),
        };
        rows(ty).into_iter().map(shape).collect()
    }

    #[test]
    fn lines_have_no_gaps() {
        assert_eq!(shape(&of(&[(0, 8), (8, 0), (12, 60)], 80)), ["0:f8 .4 f52", "1:f8 .8"]);
        assert!(shape(&of(&[], 0)).is_empty());
    }

    #[test]
    fn what_is_long_is_folded() {
        assert_eq!(
            shape(&of(&[(0, 1), (1, 1 << 20)], (1 << 20) + 1)),
            ["0:f1 f63", "1:f64", "f*16381", "16383:f64", "16384:f1"]
        );
        assert_eq!(shape(&of(&[(0, 1)], 1 << 29)), ["0:f1 .63", "1:.64", ".*8388605", "8388607:.64"]);
        assert_eq!(shape(&of(&[(0, 128)], 128)), ["0:f64", "1:f64"]);
    }

    #[test]
    fn what_is_longer_than_a_page_is_skipped_in_the_middle() {
        let places: Vec<(usize, usize)> = (0..1_000).map(|at| (at * 40, 40)).collect();
        let rows = shape(&of(&places, 40_000));
        assert_eq!((rows.len(), rows[35].as_str(), rows[36].starts_with("613:")), (48, "?*578", true));
    }
}
