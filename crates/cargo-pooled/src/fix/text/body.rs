//! The text between the braces of a struct, cut into the texts of its fields.
//!
//! # What belongs to a field
//!
//! - The field itself with its attributes and its documentation.
//! - Before it: all comments and blank lines from the end of the line that the previous field ends on.
//! - Behind it: comments on its line, if no other field follows there. Comments between two fields on a line belong to
//!   the second one.
//! - Below such a comment: line comments that are indented deeper than the field and the next one. They continue the
//!   comment.
//!
//! What follows the opening brace on its line stays there, with the lines that continue its comment. The lines between
//! the last field and the closing brace stay as well.

use std::ops::Range;

use syn::spanned::Spanned;
use syn::{Field, FieldsNamed};

use super::lines::{indent, newline};
use super::trivia::{end_of_comment, end_of_comments};

/// The text between the braces of a struct.
pub(crate) struct Body<'s> {
    /// What stays behind the opening brace: the rest of its line, or nothing if a field is on that line.
    pub(crate) open: &'s str,
    /// The fields as declared.
    pub(crate) blocks: Vec<Block<'s>>,
    /// What stays before the closing brace.
    pub(crate) close: &'s str,
    /// The indentation of the line that the opening brace is on.
    pub(crate) indent: &'s str,
    /// How lines end.
    pub(crate) newline: &'static str,
}

/// The text of a field.
#[derive(Clone, Copy)]
pub(crate) struct Block<'s> {
    /// Comments and white space before it.
    pub(crate) before: &'s str,
    /// The field itself with its attributes.
    pub(crate) field: &'s str,
    /// Comments and white space between it and the comma.
    pub(crate) gap: &'s str,
    /// Whether a comma follows.
    pub(crate) comma: bool,
    /// The rest of its line with the end of it, and the comments below that continue; of a field that shares its line
    /// with the next one, nothing.
    pub(crate) behind: &'s str,
}

/// Cuts the text between the braces of a struct. The parsed part of the source starts at its byte `start`.
pub(crate) fn cut<'s>(source: &'s str, start: usize, fields: &FieldsNamed) -> Body<'s> {
    let inside = inside(fields, start);
    let starts: Vec<_> = fields.named.iter().map(|field| range(field, start).start).chain([inside.end]).collect();
    let open = end_of_comment(&source[inside.start..starts[0]], indent(source, starts[0]).len()).unwrap_or(0);
    let mut at = inside.start + open;
    let mut blocks = Vec::new();
    for (pair, &next) in fields.named.pairs().zip(&starts[1..]) {
        let (field, comma) = pair.into_tuple();
        let field = range(field, start);
        let comma = comma.map(|comma| start + comma.span().byte_range().start);
        let depth = depth(source, inside.start, field.start..next);
        let block = block(source, at..next, field, comma, next == inside.end, depth);
        at = next.min(at + block.len());
        blocks.push(block);
    }
    Body {
        open: &source[inside.start..inside.start + open],
        blocks,
        close: &source[at..inside.end],
        indent: indent(source, start + fields.brace_token.span.open().byte_range().start),
        newline: newline(&source[inside]),
    }
}

/// The bytes between the braces.
pub(crate) fn inside(fields: &FieldsNamed, start: usize) -> Range<usize> {
    let braces = fields.brace_token.span;
    start + braces.open().byte_range().end..start + braces.close().byte_range().start
}

/// The bytes of a field with its attributes.
fn range(field: &Field, start: usize) -> Range<usize> {
    let bytes = field.span().byte_range();
    start + bytes.start..start + bytes.end
}

/// The indentation that a line comment below a field has to exceed to continue the comment of the field: that of the
/// field and of the next one. A field on the line of the opening brace has none to compare with, so nothing continues
/// its comment.
fn depth(source: &str, brace: usize, fields: Range<usize>) -> usize {
    let has_line = source[brace..fields.start].contains('\n');
    if has_line { indent(source, fields.start).len().max(indent(source, fields.end).len()) } else { usize::MAX }
}

/// The block of a field, in the text up to the next field.
fn block(
    source: &str,
    text: Range<usize>,
    field: Range<usize>,
    comma: Option<usize>,
    last: bool,
    depth: usize,
) -> Block<'_> {
    let end = comma.map_or(field.end, |comma| comma + 1);
    let rest = &source[end..text.end];
    let same_line = if last { end_of_comments(rest) } else { 0 };
    Block {
        before: &source[text.start..field.start],
        field: &source[field.clone()],
        gap: &source[field.end..comma.unwrap_or(field.end)],
        comma: comma.is_some(),
        behind: &rest[..end_of_comment(rest, depth).unwrap_or(same_line)],
    }
}

impl Block<'_> {
    fn len(&self) -> usize {
        self.before.len() + self.field.len() + self.gap.len() + usize::from(self.comma) + self.behind.len()
    }

    /// Whether the line ends behind it.
    pub(crate) fn ends_line(&self) -> bool {
        self.behind.ends_with('\n')
    }
}
