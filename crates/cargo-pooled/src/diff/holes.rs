//! Finds holes that are new or larger.

use std::cmp::Ordering;

use super::change::{Change, Verdict};
use crate::document::{HoleEntry, TypeEntry};
use crate::draw::words::{count, thousands};

/// Which holes are new or larger, if there is more padding than before. With as much padding as before, holes that only
/// moved are no change for the worse.
pub(super) fn changes(before: &TypeEntry, now: &TypeEntry) -> Vec<Change> {
    match now.padding.cmp(&before.padding) {
        Ordering::Equal => Vec::new(),
        Ordering::Greater => inner(now).filter_map(|hole| worse(before, now, hole)).collect(),
        Ordering::Less => {
            let text = format!("padding fell from {} to {}", thousands(before.padding), count(now.padding, "byte"));
            vec![Change { verdict: Verdict::Better, text }]
        }
    }
}

/// The holes without the padding behind the last field: perhaps no order can avoid that.
fn inner(ty: &TypeEntry) -> impl Iterator<Item = &HoleEntry> {
    ty.holes.iter().filter(|hole| end(hole) < ty.size)
}

/// The bytes behind the last field.
pub(super) fn tail(ty: &TypeEntry) -> usize {
    // A report may have been changed by hand: its numbers need not add up.
    let behind = ty.holes.iter().filter(|hole| end(hole) >= ty.size);
    behind.fold(0, |sum, hole| sum.saturating_add(hole.size))
}

fn worse(before: &TypeEntry, now: &TypeEntry, hole: &HoleEntry) -> Option<Change> {
    let (front, size) = (in_front(now, hole), count(hole.size, "byte"));
    let place = if front.is_empty() { "before the first field".to_string() } else { format!("behind `{front}`") };
    let old = before.holes.iter().filter(|old| is_same(before, old, now, hole)).map(|old| old.size).max();
    let text = match old {
        Some(old) if old >= hole.size => return None,
        Some(old) => format!("the hole {place} grew from {} to {size}", thousands(old)),
        None => format!("new hole of {size} at offset {}, {place}", thousands(hole.offset)),
    };
    Some(Change { verdict: Verdict::Worse, text })
}

/// Whether two holes are the same: they share bytes, or a field beside them is the same. Fields may have been renamed,
/// and holes may have moved.
fn is_same(before: &TypeEntry, old: &HoleEntry, now: &TypeEntry, hole: &HoleEntry) -> bool {
    let overlap = old.offset < end(hole) && hole.offset < end(old);
    let follows = behind(now, hole).is_some_and(|field| behind(before, old) == Some(field));
    overlap || follows || in_front(before, old) == in_front(now, hole)
}

fn in_front<'a>(ty: &'a TypeEntry, hole: &HoleEntry) -> &'a str {
    let field = ty.fields.iter().rfind(|field| field.offset.is_some_and(|offset| offset < hole.offset));
    field.map_or("", |field| field.name.as_str())
}

fn behind<'a>(ty: &'a TypeEntry, hole: &HoleEntry) -> Option<&'a str> {
    let field = ty.fields.iter().find(|field| field.offset.is_some_and(|offset| offset >= end(hole)));
    field.map(|field| field.name.as_str())
}

/// The byte behind a hole. The numbers were read from a file, so the sum may be too large.
fn end(hole: &HoleEntry) -> usize {
    hole.offset.saturating_add(hole.size)
}
