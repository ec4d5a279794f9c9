//! Holes that were not there.

use std::cmp::Ordering;

use super::change::{Change, Verdict};
use crate::document::{HoleEntry, TypeEntry};
use crate::draw::words::{count, thousands};

/// Which holes are new or larger, if there is more padding than before: holes that only move, or that fields are put
/// into, are no worse.
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

/// The bytes behind the last field may be ones that no order can avoid, so they are not meant.
fn inner(ty: &TypeEntry) -> impl Iterator<Item = &HoleEntry> {
    ty.holes.iter().filter(|hole| end(hole) < ty.size)
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

/// A hole is the same if some of its bytes are, or a field beside it is: fields are renamed, and holes move.
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

/// What was read from a file may be any number.
fn end(hole: &HoleEntry) -> usize {
    hole.offset.saturating_add(hole.size)
}
