//! What lies between tokens: white space and comments.

use std::ops::Range;

/// A piece of the text between two tokens: white space or a comment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct TriviaPiece {
    /// What it is.
    pub(crate) kind: TriviaKind,
    /// The bytes of it.
    pub(crate) range: Range<usize>,
}

/// The kinds of pieces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TriviaKind {
    /// A line feed. A carriage return before it is space.
    Newline,
    /// Other white space, or a comma.
    Space,
    /// A comment, without the end of its line.
    Comment,
}

/// The pieces of a text, in order. The text has no tokens except commas.
pub(crate) fn pieces(text: &str) -> Vec<TriviaPiece> {
    let mut pieces = Vec::new();
    let mut at = 0;
    while at < text.len() {
        let (kind, len) = first(&text[at..]);
        pieces.push(TriviaPiece { kind, range: at..at + len });
        at += len;
    }
    pieces
}

/// The end of the first line, behind its line feed. A comment over several lines is a part of the line that it starts
/// on.
pub(crate) fn end_of_line(text: &str) -> Option<usize> {
    pieces(text).into_iter().find(|piece| piece.kind == TriviaKind::Newline).map(|piece| piece.range.end)
}

/// The end of the first line and of the lines below that continue a comment of it: line comments that are indented
/// deeper than this.
pub(crate) fn end_of_comment(text: &str, indent: usize) -> Option<usize> {
    let mut end = end_of_line(text)?;
    if comments(&text[..end]).next().is_some() {
        while let Some(len) = deeper_comment(&text[end..], indent) {
            end += len;
        }
    }
    Some(end)
}

/// The length of the first line, if it is a line comment that is indented deeper than this.
fn deeper_comment(text: &str, indent: usize) -> Option<usize> {
    let line = text.split_inclusive('\n').next()?;
    let comment = line.trim_start();
    (comment.starts_with("//") && line.len() - comment.len() > indent).then_some(line.len())
}

/// A text without the white space and the comments at its start.
pub(crate) fn skip(text: &str) -> &str {
    let token = |piece: &TriviaPiece| piece.kind == TriviaKind::Space && !text[piece.range.clone()].trim().is_empty();
    pieces(text).iter().find(|piece| token(piece)).map_or("", |piece| &text[piece.range.start..])
}

/// The comments of a text without other tokens, in order.
pub(crate) fn comments(text: &str) -> impl Iterator<Item = &str> {
    pieces(text).into_iter().filter(|piece| piece.kind == TriviaKind::Comment).map(|piece| &text[piece.range])
}

/// The end of the last comment; 0 if there is none.
pub(crate) fn end_of_comments(text: &str) -> usize {
    let last = pieces(text).into_iter().rfind(|piece| piece.kind == TriviaKind::Comment);
    last.map_or(0, |piece| piece.range.end)
}

fn first(text: &str) -> (TriviaKind, usize) {
    if text.starts_with("//") {
        (TriviaKind::Comment, line_comment(text))
    } else if text.starts_with("/*") {
        (TriviaKind::Comment, block_comment(text))
    } else if text.starts_with('\n') {
        (TriviaKind::Newline, 1)
    } else {
        (TriviaKind::Space, text.chars().next().map_or(0, char::len_utf8))
    }
}

fn line_comment(text: &str) -> usize {
    let line = text.find('\n').map_or(text, |end| &text[..end]);
    line.strip_suffix('\r').unwrap_or(line).len()
}

/// Block comments nest.
fn block_comment(text: &str) -> usize {
    let (mut depth, mut at) = (0, 0);
    while at < text.len() {
        let rest = &text.as_bytes()[at..];
        if rest.starts_with(b"/*") {
            (depth, at) = (depth + 1, at + 2);
        } else if rest.starts_with(b"*/") {
            (depth, at) = (depth - 1, at + 2);
        } else {
            at += 1;
        }
        if depth == 0 {
            break;
        }
    }
    at
}

#[cfg(test)]
mod tests {
    use super::{comments, end_of_comments, end_of_line};

    #[test]
    fn comments_are_told_from_space() {
        let text = " /* a /* b */ c\n */ // d /* \r\n\t/**/ //";
        assert_eq!(comments(text).collect::<Vec<_>>(), ["/* a /* b */ c\n */", "// d /* ", "/**/", "//"]);
        assert_eq!(end_of_line(text), Some(text.find('\t').unwrap()));
        assert_eq!(end_of_comments(text), text.len());
        assert_eq!(end_of_line("/* \n */ "), None);
        assert_eq!(end_of_comments(" \u{2028}\u{85}"), 0);
    }
}
