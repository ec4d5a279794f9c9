//! Definitions before and after.

mod agree;
mod compile;
mod files;
mod layout;
mod random;
mod refuse;
mod say;

use syn::visit::{self, Visit};

use super::source::{Rewritten, rewrite};
use super::wish::{Wish, plain};
use super::{Directories, RealFile, find, guard};

/// Finds the definition of a name.
struct Lookup<'n>(&'n str, Option<(usize, Vec<String>)>);

impl<'a> Visit<'a> for Lookup<'_> {
    fn visit_item_struct(&mut self, item: &'a syn::ItemStruct) {
        if plain(&item.ident.to_string()) == self.0 {
            self.1 = Some((item.ident.span().start().line, item.fields.iter().map(guard::name).collect()));
        }
        visit::visit_item_struct(self, item);
    }
}

/// A wish for the struct of this name, as a report of the source would have it; its order is that of the source if it isn't
/// given.
fn wish(source: &str, name: &str, order: &[&str]) -> Wish {
    let mut lookup = Lookup(name, None);
    if let Ok((file, _)) = find::parse(source) {
        lookup.visit_file(&file);
    }
    let (line, declared) = lookup.1.unwrap_or_default();
    let order: Vec<_> = order.iter().map(ToString::to_string).collect();
    Wish {
        ty: name.to_string(),
        file: nowhere(),
        line: u32::try_from(line).unwrap(),
        order: if order.is_empty() { declared.clone() } else { order },
        declared,
        strains: Vec::new(),
        again: false,
    }
}

/// A file that is not there.
fn nowhere() -> RealFile {
    RealFile::of("src/lib.rs", &Directories::new("/no/such/directory".as_ref(), &[], &[]))
}

fn fix(source: &str, wish: &Wish) -> Result<String, String> {
    let Rewritten { text, refused, .. } = rewrite(source, &[wish]);
    match refused.first() {
        Some(refusal) => Err(refusal.reason.clone()),
        None => Ok(text),
    }
}

/// The source with the fields of `S` in this order. Done again it changes nothing.
fn fixed(source: &str, order: &[&str]) -> String {
    let text = fix(source, &wish(source, "S", order)).expect(source);
    assert_eq!(fix(&text, &wish(&text, "S", order)).as_ref(), Ok(&text));
    text
}

fn refused(source: &str, order: &[&str]) -> String {
    fix(source, &wish(source, "S", order)).expect_err(source)
}
