//! Finds a definition in the syntax tree of a file.

use syn::spanned::Spanned;
use syn::visit::{self, Visit};
use syn::{File, ItemStruct, Macro};

use super::trivia;
use super::wish::{Wish, plain};

/// Reads a file; with it, how many bytes at its start are not in it: a byte order mark and a line `#!`.
///
/// # Errors
/// Says why it can't be read.
pub(super) fn parse(source: &str) -> Result<(File, usize), String> {
    let start = source.len() - source.trim_start_matches('\u{feff}').len();
    let start = start + shebang(&source[start..]);
    let file = syn::parse_file(&source[start..]);
    Ok((file.map_err(|error| unreadable(&error))?, start))
}

/// A list of all tokens that could be there says no more than that none is.
fn unreadable(error: &syn::Error) -> String {
    let (line, reason) = (error.span().start().line, error.to_string());
    let reason = if reason.starts_with("expected one of") { "no item starts there".to_string() } else { reason };
    format!("line {line} can't be read as Rust: {reason}")
}

/// The length of a line `#!` that is not an attribute, without its end. The rule is that of the compiler.
fn shebang(source: &str) -> usize {
    let Some(rest) = source.strip_prefix("#!") else { return 0 };
    if trivia::skip(rest).starts_with('[') { 0 } else { source.find('\n').unwrap_or(source.len()) }
}

/// Finds the struct of a wish.
///
/// # Errors
/// Says why it isn't there.
pub(super) fn find<'a>(file: &'a File, wish: &Wish) -> Result<&'a ItemStruct, String> {
    let line = wish.line as usize;
    let mut finder =
        Finder { name: &wish.definition(), line, found: Vec::new(), others: Vec::new(), makers: Vec::new() };
    finder.visit_file(file);
    match finder.found[..] {
        [found] => Ok(found),
        [] => Err(finder.missing()),
        _ => Err(format!("line {line} has more than one `struct {}`", finder.name)),
    }
}

struct Finder<'a, 'n> {
    name: &'n str,
    line: usize,
    found: Vec<&'a ItemStruct>,
    others: Vec<&'a ItemStruct>,
    makers: Vec<&'a Macro>,
}

impl Finder<'_, '_> {
    fn missing(&self) -> String {
        let Self { name, line, .. } = self;
        if let Some(maker) = self.makers.first() {
            let name = maker.path.segments.last().map(|segment| segment.ident.to_string());
            return format!("it is made by the macro `{}!`", name.unwrap_or_default());
        }
        match self.others.first() {
            Some(other) => format!(
                "line {line} has `struct {}`: if `{name}` is an alias, write what it stands for into `instances(…)`, else the \
                 file has changed since it was compiled",
                other.ident
            ),
            None => format!(
                "there is no `struct {name}` on line {line}: a macro makes it, or the file has changed since it was compiled"
            ),
        }
    }

    fn is_in(&self, mac: &Macro) -> bool {
        let (start, end) = (mac.span().start(), mac.delimiter.span().close().end());
        (start.line..=end.line).contains(&self.line)
    }
}

impl<'a> Visit<'a> for Finder<'a, '_> {
    fn visit_item_struct(&mut self, item: &'a ItemStruct) {
        if item.ident.span().start().line == self.line {
            let is_it = plain(&item.ident.to_string()) == self.name;
            if is_it { &mut self.found } else { &mut self.others }.push(item);
        }
        visit::visit_item_struct(self, item);
    }

    fn visit_macro(&mut self, mac: &'a Macro) {
        if self.is_in(mac) {
            self.makers.push(mac);
        }
    }
}
