//! The report as a table of 80 columns. A program and the message of a broken budget show the same, so `const fn`
//! renders it.

use core::fmt;

use crate::facts::{Field, Heat, Kind};
use crate::figures::straddles;
use crate::render::measures::{ROW, WIDTH};
use crate::render::text::{Text, display};
use crate::type_layout::TypeLayout;

impl fmt::Display for TypeLayout {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        display(f, |text| table(self, text))
    }
}

/// Writes the whole report.
const fn table(layout: &TypeLayout, text: &mut Text) {
    as_it_is(layout, text);
    if layout.has_places() && !layout.suggestion().improves {
        text.text("no better order of the fields is known\n");
    }
    suggestion(layout, text);
}

/// Writes the report without what is suggested.
pub(crate) const fn as_it_is(layout: &TypeLayout, text: &mut Text) {
    head(layout, text);
    fields(layout, text);
    if layout.has_places() && layout.size > 0 {
        map(layout, text);
        lines(layout, text);
    }
    idle(layout, text);
    unmeasured(layout, text);
    frees_elements(layout, text);
}

const fn head(layout: &TypeLayout, text: &mut Text) {
    text.fit(if layout.name().is_empty() { "this type" } else { layout.name() }, WIDTH / 2);
    text.text(": ");
    text.count(layout.size, "byte", "bytes");
    text.text(", alignment ");
    text.number(layout.align);
    text.text("\n");
    if layout.size > 0 {
        text.count(layout.lines(), "line", "lines");
        text.text(" of ");
        text.count(layout.line_size, "byte", "bytes");
    } else {
        text.text("no lines");
    }
    if let Some(slot) = layout.slot() {
        text.text("; in a pool aligned to ");
        text.number(slot.align);
        if slot.stride > layout.size {
            text.text(", at least ");
            text.number(slot.stride);
            text.text(" bytes apart");
        }
    }
    text.text("\n");
    match layout.kind() {
        Kind::Struct | Kind::Ordered | Kind::Opaque => {}
        Kind::Enum => text.text(match layout.facts.fields {
            [Field { offset: Some(_), .. }, ..] => "the fields of each variant lie behind the tag, in the same bytes\n",
            _ => "where the fields of an enum are, the compiler does not say\n",
        }),
    }
}

const fn fields(layout: &TypeLayout, text: &mut Text) {
    if layout.field_count() == 0 {
        return;
    }
    text.text("\n  offset     size  align  heat  field\n");
    let (mut end, mut at) = (0, 0);
    while at < layout.field_count() {
        let field = layout.nth(at);
        if layout.has_places() {
            hole(end, field.start(), "hole", text);
            end = field.end();
        }
        row(layout, field, text);
        at += 1;
    }
    if layout.has_places() {
        hole(end, layout.size, "tail padding", text);
    }
}

const fn hole(start: usize, end: usize, name: &str, text: &mut Text) {
    if end > start {
        text.right(start, 8);
        text.right(end - start, 9);
        text.text("               (");
        text.text(name);
        text.text(")\n");
    }
}

const fn row(layout: &TypeLayout, field: &Field, text: &mut Text) {
    match field.offset {
        Some(offset) => text.right(offset, 8),
        None => text.text("       -"),
    }
    text.right(field.size, 9);
    text.right(field.align, 7);
    text.text("  ");
    text.left(field.heat.name(), 6);
    if !field.variant.is_empty() {
        text.fit(field.variant, 16);
        text.text(".");
    }
    text.fit(field.name, 24);
    text.text(": ");
    text.fit(field.ty, WIDTH - text.column());
    if layout.has_places() && straddles(field.start(), field.size, layout.line_size) && text.column() + 11 < WIDTH {
        text.text("  straddles");
    }
    text.text("\n");
}

/// Draws the lines, one letter for each byte. Of lines that all show the inside of one field, only the first is drawn.
const fn map(layout: &TypeLayout, text: &mut Text) {
    text.text("\n");
    let (mut line, mut at) = (0, 0);
    while line < layout.lines() {
        text.text("line");
        text.right(line, 5);
        text.text("  ");
        draw(layout, line, &mut at, text);
        let more = same_lines_behind(layout, line, at);
        if more > 0 {
            text.text("           ");
            text.count(more, "more line", "more lines");
            text.text(" of ");
            if let Some((name, _)) = inside(layout, (line + 1) * layout.line_size, at) {
                text.fit(name, 40);
            }
            text.text("\n");
        }
        line += 1 + more;
    }
    text.text("           H hot, W warm, C cold (a capital where a field starts), . padding\n");
}

/// Draws one line. `at` is the field, in memory order, at which to start looking; it moves on.
const fn draw(layout: &TypeLayout, line: usize, at: &mut usize, text: &mut Text) {
    let start = line * layout.line_size;
    let end = if start + layout.line_size < layout.size { start + layout.line_size } else { layout.size };
    let mut byte = start;
    while byte < end {
        if byte > start && (byte - start).is_multiple_of(ROW) {
            text.text("\n           ");
        }
        text.letter(letter(layout, byte, at), 1);
        byte += 1;
    }
    text.text("\n");
}

const fn letter(layout: &TypeLayout, byte: usize, at: &mut usize) -> u8 {
    while *at + 1 < layout.field_count() && layout.nth(*at).end() <= byte {
        *at += 1;
    }
    if layout.field_count() == 0 {
        return b'.';
    }
    let field = layout.nth(*at);
    if byte < field.start() || byte >= field.end() {
        return b'.';
    }
    let letter = match field.heat {
        Heat::Hot => b'h',
        Heat::Warm => b'w',
        Heat::Cold => b'c',
    };
    if byte == field.start() { letter.to_ascii_uppercase() } else { letter }
}

/// How many lines behind `line` show only the inside of the field that is `at` in memory, or of the hole behind it.
const fn same_lines_behind(layout: &TypeLayout, line: usize, at: usize) -> usize {
    let next_line = (line + 1) * layout.line_size;
    let Some((_, end)) = inside(layout, next_line, at) else { return 0 };
    let more = (end / layout.line_size).saturating_sub(line + 1);
    if more > 1 { more } else { 0 }
}

/// The field or the padding that a byte is inside of: its name and its end. `None` if the byte is the first of it.
const fn inside(layout: &TypeLayout, byte: usize, at: usize) -> Option<(&'static str, usize)> {
    let mut at = at;
    while at < layout.field_count() && layout.nth(at).end() <= byte {
        at += 1;
    }
    if byte >= layout.size {
        None
    } else if at == layout.field_count() {
        Some(("padding", layout.size))
    } else if layout.nth(at).start() > byte {
        Some(("padding", layout.nth(at).start()))
    } else if layout.nth(at).start() < byte {
        Some((layout.nth(at).name, layout.nth(at).end()))
    } else {
        None
    }
}

const fn lines(layout: &TypeLayout, text: &mut Text) {
    text.text("\n");
    if layout.has_heat(Heat::Hot) {
        text.text("hot fields are on ");
        text.count(layout.hot_lines(), "line", "lines");
        let worst = layout.hot_lines_at_worst();
        if worst > layout.hot_lines() {
            text.text("; on ");
            text.number(worst);
            text.text(" in an object that does not start on a line");
        }
        text.text("\n");
    }
    let _ = list(layout, "straddle lines: ", Listed::Straddling, text);
    let _ = list(layout, "several threads write, beside hot fields: ", Listed::Disturbing, text);
}

/// Which fields a list has.
#[derive(Clone, Copy)]
enum Listed {
    /// Those that straddle.
    Straddling,
    /// Those that disturb hot ones.
    Disturbing,
    /// Those that may own memory that no pool can measure.
    Unmeasured,
    /// Those of which a reset frees what the elements own.
    FreeingElements,
}

impl Listed {
    const fn has(self, layout: &TypeLayout, field: &Field) -> bool {
        match self {
            Self::Straddling => straddles(field.start(), field.size, layout.line_size),
            Self::Disturbing => layout.places().disturbs(field),
            Self::Unmeasured => field.unmeasured,
            Self::FreeingElements => field.frees_elements,
        }
    }
}

/// Lists fields by name. Says whether there are some.
const fn list(layout: &TypeLayout, title: &str, listed: Listed, text: &mut Text) -> bool {
    let (mut found, mut at) = (false, 0);
    while at < layout.field_count() {
        let field = layout.nth(at);
        if listed.has(layout, field) {
            text.text(if found { "," } else { title });
            item(field.variant, field.name, found, text);
            found = true;
        }
        at += 1;
    }
    if found {
        text.text("\n");
    }
    found
}

/// Writes a name of a list behind its comma; on a new line if it does not fit. The name of a variant is before it.
const fn item(variant: &str, name: &str, follows: bool, text: &mut Text) {
    if text.column() + name.len() + 2 + if variant.is_empty() { 0 } else { variant.len() + 1 } > WIDTH {
        text.text("\n  ");
    } else if follows {
        text.text(" ");
    }
    if !variant.is_empty() {
        text.fit(variant, WIDTH / 2 - 4);
        text.text(".");
    }
    text.fit(name, if variant.is_empty() { WIDTH - 4 } else { WIDTH / 2 - 4 });
}

const fn unmeasured(layout: &TypeLayout, text: &mut Text) {
    if list(layout, "not measured: ", Listed::Unmeasured, text) {
        text.text("  what they own does not count towards the budget of idle bytes:\n");
        text.text("  implement `Reset` with `retained_bytes` for their types\n");
    }
}

const fn frees_elements(layout: &TypeLayout, text: &mut Text) {
    if list(layout, "frees its elements at each reset: ", Listed::FreeingElements, text) {
        text.text("  a container that keeps them, such as `ReuseVec`, saves their allocations\n");
    }
}

const fn idle(layout: &TypeLayout, text: &mut Text) {
    if layout.slot().is_none() {
        return;
    }
    let (bytes, is_all) = layout.idle_bytes();
    text.text("an idle object keeps up to ");
    text.count(bytes, "byte", "bytes");
    text.text(match layout.kind() {
        _ if is_all => "\n",
        Kind::Opaque => ", and what else it owns, which is not known\n",
        Kind::Struct | Kind::Ordered | Kind::Enum => ", and what is not known of some fields\n",
    });
}

/// Writes the suggested order, if it is better.
pub(crate) const fn suggestion(layout: &TypeLayout, text: &mut Text) {
    let suggestion = layout.suggestion();
    if !suggestion.improves {
        return;
    }
    let (now, then) = (suggestion.now, suggestion.then);
    text.text(match layout.kind() {
        Kind::Ordered => "suggested order:\n  ",
        Kind::Struct | Kind::Enum | Kind::Opaque => "suggested order, with #[repr(C)]:\n  ",
    });
    if layout.has_heat(Heat::Hot) {
        changed("hot lines", now.hot_lines, then.hot_lines, text);
        changed(", hot straddles", now.hot_straddles, then.hot_straddles, text);
        text.text(", ");
    }
    changed("size", now.size, then.size, text);
    if now.straddles > 0 || then.straddles > 0 {
        text.text(if text.column() + 26 > WIDTH { "\n  " } else { ", " });
        changed("all straddles", now.straddles, then.straddles, text);
    }
    text.text("\n");
    order(layout, suggestion.order, text);
}

const fn changed(name: &str, now: usize, then: usize, text: &mut Text) {
    text.text(name);
    text.text(" ");
    text.number(now);
    if now != then {
        text.text(" -> ");
        text.number(then);
    }
}

/// Lists the fields in an order.
pub(crate) const fn order(layout: &TypeLayout, order: &[u16], text: &mut Text) {
    text.text("  ");
    let mut at = 0;
    while at < order.len() {
        item("", layout.facts.fields[order[at] as usize].name, at > 0, text);
        if at + 1 < order.len() {
            text.text(",");
        }
        at += 1;
    }
    text.text("\n");
}
