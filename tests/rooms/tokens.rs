//! The paths in tokens that have no syntax tree: arguments of macros, bodies of `macro_rules!`, attributes.

use proc_macro2::{Delimiter, Ident, Spacing, TokenStream, TokenTree};

use crate::mention::Mention;

/// The paths in `tokens`. `$crate` counts as `crate`.
pub(crate) fn paths(tokens: TokenStream) -> Vec<Mention> {
    let mut found = Vec::new();
    scan(&Mention::new([]), tokens, &mut found);
    found
}

/// Finds paths. Those that begin the tokens go on from `above`, as in `above::{a, b}`.
fn scan(above: &Mention, tokens: TokenStream, found: &mut Vec<Mention>) {
    let tokens: Vec<_> = tokens.into_iter().collect();
    let mut at = 0;
    while at < tokens.len() {
        match &tokens[at] {
            TokenTree::Group(group) => {
                if !restricts(&tokens[..at], group.delimiter()) {
                    scan(&Mention::new([]), group.stream(), found);
                }
                at += 1;
            }
            TokenTree::Ident(first) => at = path(above, first, &tokens, at, found),
            TokenTree::Punct(_) | TokenTree::Literal(_) => at += 1,
        }
    }
}

/// Is this group the one of `pub(in crate::room)`?
fn restricts(before: &[TokenTree], delimiter: Delimiter) -> bool {
    delimiter == Delimiter::Parenthesis && matches!(before.last(), Some(TokenTree::Ident(word)) if word == "pub")
}

/// Reads the path that begins at `at`. Returns where to read on.
fn path(above: &Mention, first: &Ident, tokens: &[TokenTree], at: usize, found: &mut Vec<Mention>) -> usize {
    let continues = at == 0 || is(tokens, at - 1, ',');
    let mut mention = if continues { above.clone() } else { Mention::new([]) };
    mention.push(first);
    let mut end = at + 1;
    while is_colons(tokens, end) {
        match tokens.get(end + 2) {
            Some(TokenTree::Ident(next)) => mention.push(next),
            Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Brace => {
                scan(&mention, group.stream(), found);
                return end + 3;
            }
            _ => break,
        }
        end += 3;
    }
    if begins_path(first, tokens, at) && !is_label(&mention, tokens, end) {
        found.push(mention);
    }
    end
}

/// Not after `.` (a field or a method), `$` or `#` (a variable of the macro), `'` (a lifetime) or `::`.
fn begins_path(first: &Ident, tokens: &[TokenTree], at: usize) -> bool {
    let after = |n: usize, mark| at >= n && is(tokens, at - n, mark);
    let is_range = after(1, '.') && after(2, '.');
    let is_crate = after(1, '$') && first == "crate";
    let is_global = after(1, ':') && after(2, ':');
    is_crate || is_range || !(['.', '$', '#', '\''].iter().any(|&mark| after(1, mark)) || is_global)
}

/// Is it the name of a field or of an argument, as in `name: value` and `name = value`?
fn is_label(mention: &Mention, tokens: &[TokenTree], end: usize) -> bool {
    let is_assigned = is(tokens, end, '=') && !is(tokens, end + 1, '=') && !is(tokens, end + 1, '>');
    mention.path.len() == 1 && (is(tokens, end, ':') && !is_colons(tokens, end) || is_assigned)
}

fn is(tokens: &[TokenTree], at: usize, mark: char) -> bool {
    matches!(tokens.get(at), Some(TokenTree::Punct(punct)) if punct.as_char() == mark)
}

/// Is `::` at `at`?
fn is_colons(tokens: &[TokenTree], at: usize) -> bool {
    is(tokens, at + 1, ':')
        && matches!(&tokens[at], TokenTree::Punct(punct) if punct.as_char() == ':' && punct.spacing() == Spacing::Joint)
}
