//! Edits of a text.

use std::ops::Range;

/// One part of a text and what takes its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Edit {
    /// The bytes that go.
    pub(super) range: Range<usize>,
    /// What comes.
    pub(super) text: String,
}

/// Whether one edit of each list touch the same bytes.
pub(super) fn overlap(some: &[Edit], others: &[Edit]) -> bool {
    let touch = |a: &Edit, b: &Edit| a.range.start <= b.range.end && b.range.start <= a.range.end;
    some.iter().any(|edit| others.iter().any(|other| touch(edit, other)))
}

/// Applies edits that don't overlap.
#[must_use]
pub(super) fn apply(source: &str, mut edits: Vec<Edit>) -> String {
    edits.sort_by_key(|edit| (edit.range.start, edit.range.end));
    let (mut result, mut at) = (String::with_capacity(source.len() + 16), 0);
    for edit in edits {
        result.push_str(&source[at..edit.range.start]);
        result.push_str(&edit.text);
        at = edit.range.end;
    }
    result.push_str(&source[at..]);
    result
}
