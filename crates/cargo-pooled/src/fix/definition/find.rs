//! Finds a definition in the syntax tree of its file.

use syn::spanned::Spanned;
use syn::visit::{self, Visit};
use syn::{File, ItemStruct, Macro};

use crate::fix::request::Request;
use crate::fix::syntax::names::plain;

/// Finds the struct of a request.
///
/// # Errors
/// Says why it is not there.
pub(super) fn find<'a>(file: &'a File, request: &Request) -> Result<&'a ItemStruct, String> {
    let line = request.line as usize;
    let mut finder =
        Finder { name: &request.definition(), line, found: Vec::new(), others: Vec::new(), macros: Vec::new() };
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
    /// Structs of this name on this line.
    found: Vec<&'a ItemStruct>,
    /// Structs of other names on this line.
    others: Vec<&'a ItemStruct>,
    /// Calls of macros that this line is a part of.
    macros: Vec<&'a Macro>,
}

impl Finder<'_, '_> {
    /// Why there is no such struct.
    fn missing(&self) -> String {
        let Self { name, line, .. } = self;
        if let Some(called) = self.macros.first() {
            let name = called.path.segments.last().map(|segment| segment.ident.to_string());
            return format!("it is made by the macro `{}!`", name.unwrap_or_default());
        }
        match self.others.first() {
            Some(other) => format!(
                "line {line} has `struct {}`: if `{name}` is an alias, write what it stands for into `instances(…)`, \
                 else the file has changed since it was compiled",
                other.ident
            ),
            None => format!(
                "there is no `struct {name}` on line {line}: a macro makes it, or the file has changed since it was \
                 compiled"
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
            self.macros.push(mac);
        }
    }
}
