//! Parses a source file.

use syn::File;

use crate::fix::text::trivia;

/// Parses a source. The number is how many bytes at its start are not in the syntax tree: a byte order mark and a line
/// `#!`.
///
/// # Errors
/// Says why the source can't be parsed.
pub(crate) fn parse(source: &str) -> Result<(File, usize), String> {
    let mark = source.len() - source.trim_start_matches('\u{feff}').len();
    let start = mark + shebang(&source[mark..]);
    let file = syn::parse_file(&source[start..]);
    Ok((file.map_err(|error| unreadable(&error))?, start))
}

/// The parser lists all tokens that could be there. That is long and says no more than that none of them is.
fn unreadable(error: &syn::Error) -> String {
    let (line, reason) = (error.span().start().line, error.to_string());
    let reason = if reason.starts_with("expected one of") { "no item starts there".to_string() } else { reason };
    format!("line {line} can't be read as Rust: {reason}")
}

/// The length of a line `#!` without its end; 0 if the line is an attribute. The compiler has the same rule.
fn shebang(source: &str) -> usize {
    let Some(rest) = source.strip_prefix("#!") else { return 0 };
    if trivia::skip(rest).starts_with('[') { 0 } else { source.find('\n').unwrap_or(source.len()) }
}
