//! How lines start and end.

/// How the first line of a text ends.
pub(crate) fn newline(text: &str) -> &'static str {
    let end = text.find('\n').unwrap_or(0);
    if text[..end].ends_with('\r') { "\r\n" } else { "\n" }
}

/// The text from the start of a line up to this byte of it.
pub(crate) fn line_start(source: &str, at: usize) -> &str {
    let start = source[..at].rfind('\n').map_or(0, |end| end + 1);
    &source[start..at]
}

/// The indentation of the line that this byte is on. White space behind the byte does not count.
pub(super) fn indent(source: &str, at: usize) -> &str {
    leading_space(line_start(source, at))
}

/// The white space that a text starts with.
pub(super) fn leading_space(text: &str) -> &str {
    &text[..text.len() - text.trim_start().len()]
}
