//! What the tests share.

use syn::visit::{self, Visit};

use crate::fix::rewrite::{Rewritten, rewrite};
use crate::fix::syntax::names::{field_name, plain};
use crate::fix::syntax::parse::parse;
use crate::fix::{Directories, Request, SourceFile};

/// Finds the definition of a name.
struct Lookup<'n>(&'n str, Option<(usize, Vec<String>)>);

impl<'a> Visit<'a> for Lookup<'_> {
    fn visit_item_struct(&mut self, item: &'a syn::ItemStruct) {
        if plain(&item.ident.to_string()) == self.0 {
            self.1 = Some((item.ident.span().start().line, item.fields.iter().map(field_name).collect()));
        }
        visit::visit_item_struct(self, item);
    }
}

/// A request for the struct of this name, as if the source had been compiled. If no order is given, it is that of the
/// source.
pub(super) fn request(source: &str, name: &str, order: &[&str]) -> Request {
    let mut lookup = Lookup(name, None);
    if let Ok((file, _)) = parse(source) {
        lookup.visit_file(&file);
    }
    let (line, declared) = lookup.1.unwrap_or_default();
    let order: Vec<_> = order.iter().map(ToString::to_string).collect();
    Request {
        ty: name.to_string(),
        module: String::new(),
        file: nowhere(),
        line: u32::try_from(line).unwrap(),
        order: if order.is_empty() { declared.clone() } else { order },
        declared,
        regressions: Vec::new(),
        again: false,
        allow_repr_c: true,
    }
}

/// A file that does not exist.
pub(super) fn nowhere() -> SourceFile {
    SourceFile::of("src/lib.rs", &Directories::new("/no/such/directory".as_ref(), &[], &[]))
}

/// The source after the request, or why the request is refused.
pub(super) fn fix(source: &str, request: &Request) -> Result<String, String> {
    let Rewritten { text, refused, .. } = rewrite(source, &[request]);
    match refused.first() {
        Some(refusal) => Err(refusal.reason.clone()),
        None => Ok(text),
    }
}

/// The source with the fields of `S` in this order. To do the same again changes nothing.
pub(super) fn fixed(source: &str, order: &[&str]) -> String {
    let text = fix(source, &request(source, "S", order)).expect(source);
    assert_eq!(fix(&text, &request(&text, "S", order)).as_ref(), Ok(&text));
    text
}

/// Why the fields of `S` can't get this order.
pub(super) fn refused(source: &str, order: &[&str]) -> String {
    fix(source, &request(source, "S", order)).expect_err(source)
}
