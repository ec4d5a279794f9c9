//! Edits of a text.

use std::ops::Range;

/// One part of a text and what takes its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Edit {
    /// The bytes that are replaced.
    pub(crate) range: Range<usize>,
    /// Their replacement.
    pub(crate) text: String,
}

/// Whether an edit of one list touches the bytes of an edit of the other list.
pub(crate) fn overlap(some: &[Edit], others: &[Edit]) -> bool {
    let touch = |a: &Edit, b: &Edit| a.range.start <= b.range.end && b.range.start <= a.range.end;
    some.iter().any(|edit| others.iter().any(|other| touch(edit, other)))
}

/// Applies edits that don't overlap.
#[must_use]
pub(crate) fn apply(source: &str, mut edits: Vec<Edit>) -> String {
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
