//! Refuses definitions that functions of another ABI take: code in another language knows where their fields lie.

use std::collections::BTreeSet;

use syn::visit::{self, Visit};
use syn::{
    Abi, Attribute, File, ForeignItemFn, ForeignItemStatic, Ident, ItemEnum, ItemImpl, ItemStatic, ItemStruct,
    ItemType, ItemUnion, Meta, Path, Receiver, Signature, TypeFnPtr,
};

use crate::fix::syntax::names::plain;

/// Checks that no `extern` function of the file takes or returns the type, or a pointer to it, or a type that has it in
/// a known place. The same for statics that such code may know.
///
/// Only names are compared. So a type of the same name in another module of the file counts too.
///
/// # Errors
/// Names the function.
pub(super) fn check(file: &File, item: &ItemStruct) -> Result<(), String> {
    let name = plain(&item.ident.to_string());
    let mut finder = Finder { names: holders(file, &name), own: None, within: None, found: None };
    finder.visit_file(file);
    let Some((found, named)) = finder.found else { return Ok(()) };
    let it = if named == name { "it".to_string() } else { format!("`{named}`, which holds it") };
    Err(format!("{found} names {it}, so code in another language may rely on where its fields lie"))
}

/// The names by which code in another language may know the type: its own, its aliases, and those of the types with a
/// `repr` that hold it.
fn holders(file: &File, name: &str) -> BTreeSet<String> {
    let mut holders = Holders { names: BTreeSet::from([name.to_string()]), item: None };
    loop {
        let before = holders.names.len();
        holders.visit_file(file);
        if holders.names.len() == before {
            return holders.names;
        }
    }
}

struct Holders {
    names: BTreeSet<String>,
    /// The definition that this is a part of.
    item: Option<String>,
}

impl Holders {
    fn inside(&mut self, ident: &Ident, is_known: bool, visit: impl FnOnce(&mut Self)) {
        let outer = std::mem::replace(&mut self.item, is_known.then(|| plain(&ident.to_string())));
        visit(self);
        self.item = outer;
    }
}

/// Whether the compiler promises where the parts of a type lie.
fn has_repr(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| attribute.path().is_ident("repr"))
}

impl<'a> Visit<'a> for Holders {
    fn visit_item_struct(&mut self, item: &'a ItemStruct) {
        self.inside(&item.ident, has_repr(&item.attrs), |holders| visit::visit_item_struct(holders, item));
    }

    fn visit_item_enum(&mut self, item: &'a ItemEnum) {
        self.inside(&item.ident, has_repr(&item.attrs), |holders| visit::visit_item_enum(holders, item));
    }

    fn visit_item_union(&mut self, item: &'a ItemUnion) {
        self.inside(&item.ident, has_repr(&item.attrs), |holders| visit::visit_item_union(holders, item));
    }

    fn visit_item_type(&mut self, item: &'a ItemType) {
        self.inside(&item.ident, true, |holders| visit::visit_item_type(holders, item));
    }

    fn visit_path(&mut self, path: &'a Path) {
        let names_it = path.segments.last().is_some_and(|last| self.names.contains(&plain(&last.ident.to_string())));
        if let Some(item) = self.item.as_ref().filter(|_| names_it) {
            self.names.insert(item.clone());
        }
        visit::visit_path(self, path);
    }
}

struct Finder {
    /// The names that are looked for.
    names: BTreeSet<String>,
    /// The name of what `Self` is here, if it is looked for.
    own: Option<String>,
    /// The `extern` function whose signature this is, as a message names it.
    within: Option<String>,
    /// The first one that has such a name, and the name.
    found: Option<(String, String)>,
}

impl Finder {
    /// Visits what belongs to an `extern` function.
    fn inside(&mut self, what: String, visit: impl FnOnce(&mut Self)) {
        let outer = self.within.replace(what);
        visit(self);
        self.within = outer;
    }

    fn signature(&mut self, sig: &Signature) {
        self.inside(format!("the `extern` function `{}`", plain(&sig.ident.to_string())), |finder| {
            visit::visit_signature(finder, sig);
        });
    }

    /// The name that is looked for, if this is one.
    fn name_of(&self, ident: &Ident) -> Option<String> {
        if ident == "Self" { self.own.clone() } else { self.names.get(&plain(&ident.to_string())).cloned() }
    }

    fn find(&mut self, name: String) {
        self.found = self.found.take().or_else(|| Some((self.within.clone()?, name)));
    }
}

/// Whether a function has another ABI than that of Rust. An `extern` without a name means C.
fn is_foreign(abi: Option<&Abi>) -> bool {
    abi.is_some_and(|abi| abi.name.as_ref().is_none_or(|name| name.value() != "Rust"))
}

/// Whether code in another language finds what has the attribute.
fn is_export(attribute: &Attribute) -> bool {
    let name = match &attribute.meta {
        Meta::List(list) if list.path.is_ident("unsafe") => list.tokens.to_string(),
        meta => meta.path().get_ident().map_or_else(String::new, Ident::to_string),
    };
    ["no_mangle", "export_name"].iter().any(|export| name.starts_with(export))
}

impl<'a> Visit<'a> for Finder {
    fn visit_item_impl(&mut self, item: &'a ItemImpl) {
        let own = match &*item.self_ty {
            syn::Type::Path(ty) => ty.path.segments.last().and_then(|last| self.name_of(&last.ident)),
            _ => None,
        };
        let outer = std::mem::replace(&mut self.own, own);
        visit::visit_item_impl(self, item);
        self.own = outer;
    }

    /// Signatures of functions that are defined here.
    fn visit_signature(&mut self, sig: &'a Signature) {
        if is_foreign(sig.abi.as_ref()) { self.signature(sig) } else { visit::visit_signature(self, sig) }
    }

    fn visit_foreign_item_fn(&mut self, item: &'a ForeignItemFn) {
        self.signature(&item.sig);
    }

    fn visit_foreign_item_static(&mut self, item: &'a ForeignItemStatic) {
        let what = format!("the `extern` static `{}`", plain(&item.ident.to_string()));
        self.inside(what, |finder| visit::visit_foreign_item_static(finder, item));
    }

    fn visit_item_static(&mut self, item: &'a ItemStatic) {
        if item.attrs.iter().any(is_export) {
            let what = format!("the exported static `{}`", plain(&item.ident.to_string()));
            self.inside(what, |finder| finder.visit_type(&item.ty));
        }
        visit::visit_item_static(self, item);
    }

    fn visit_type_fn_ptr(&mut self, ty: &'a TypeFnPtr) {
        if is_foreign(ty.abi.as_ref()) {
            self.inside("a pointer to an `extern` function".to_string(), |finder| {
                visit::visit_type_fn_ptr(finder, ty);
            });
        } else {
            visit::visit_type_fn_ptr(self, ty);
        }
    }

    fn visit_receiver(&mut self, receiver: &'a Receiver) {
        if let Some(own) = self.own.clone() {
            self.find(own);
        }
        visit::visit_receiver(self, receiver);
    }

    fn visit_path(&mut self, path: &'a Path) {
        if let Some(name) = path.segments.last().and_then(|last| self.name_of(&last.ident)) {
            self.find(name);
        }
        visit::visit_path(self, path);
    }
}
