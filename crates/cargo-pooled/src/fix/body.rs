//! The text between the braces of a struct, cut into the texts of its fields.
//!
//! # What belongs to a field
//! - its attributes, its documentation and itself;
//! - before it, all comments and blank lines from the end of the line that the field before it ends on;
//! - behind it, comments on its line, if no other field follows there: comments between two fields on a line belong to the
//!   second;
//! - directly below such a comment, line comments that are indented deeper than it and the next field: they go on.
//!
//! What is behind the opening brace on its line stays there, and what goes on with it; so do the lines between the last field and the closing brace.

use std::ops::Range;

use syn::spanned::Spanned;
use syn::{Field, FieldsNamed};

use super::trivia::end_of_comment;
use super::{repr, trivia};

/// The text between the braces of a struct.
pub(super) struct Body<'s> {
    /// What stays behind the opening brace: up to the end of the line, or nothing.
    pub(super) open: &'s str,
    /// The fields as declared.
    pub(super) blocks: Vec<Block<'s>>,
    /// What stays before the closing brace.
    pub(super) close: &'s str,
    /// The indentation of the line that the struct's name is on.
    pub(super) indent: &'s str,
    /// How lines end.
    pub(super) newline: &'static str,
}

/// The text of a field.
#[derive(Clone, Copy)]
pub(super) struct Block<'s> {
    /// What is before it.
    pub(super) before: &'s str,
    /// The field itself with its attributes.
    pub(super) field: &'s str,
    /// Between it and the comma.
    pub(super) gap: &'s str,
    /// Whether it has one.
    pub(super) comma: bool,
    /// What is behind it on its line, and the end of the line if no other field follows on it; comments below that go on.
    pub(super) behind: &'s str,
}

/// Cuts the text between the braces of a struct. What was parsed starts at byte `start` of the source.
pub(super) fn cut<'s>(source: &'s str, start: usize, fields: &FieldsNamed) -> Body<'s> {
    let inside = inside(fields, start);
    let starts: Vec<_> = fields.named.iter().map(|field| of(field, start).start).chain([inside.end]).collect();
    let open = end_of_comment(&source[inside.start..starts[0]], indent(source, starts[0]).len()).unwrap_or(0);
    let mut at = inside.start + open;
    let mut blocks = Vec::new();
    for (pair, &next) in fields.named.pairs().zip(&starts[1..]) {
        let (field, comma) = pair.into_tuple();
        let field = of(field, start);
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
        newline: repr::newline(&source[inside]),
    }
}

/// The bytes between the braces.
pub(super) fn inside(fields: &FieldsNamed, start: usize) -> Range<usize> {
    let braces = fields.brace_token.span;
    start + braces.open().byte_range().end..start + braces.close().byte_range().start
}

fn of(field: &Field, start: usize) -> Range<usize> {
    let bytes = field.span().byte_range();
    start + bytes.start..start + bytes.end
}

/// The indentation of a field and the next one. On the line of the opening brace nothing tells what is deeper.
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
    let same_line = if last { trivia::end_of_comments(rest) } else { 0 };
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
    pub(super) fn ends_line(&self) -> bool {
        self.behind.ends_with('\n')
    }
}

/// The white space that the line of a byte starts with.
fn indent(source: &str, at: usize) -> &str {
    let line = source[..at].rfind('\n').map_or(0, |end| end + 1);
    leading_space(&source[line..at])
}

/// The white space that a text starts with.
pub(super) fn leading_space(text: &str) -> &str {
    &text[..text.len() - text.trim_start().len()]
}
