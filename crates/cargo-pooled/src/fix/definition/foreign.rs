//! Refuses definitions that functions of another ABI take: code in another language knows where their fields lie.

use syn::visit::{self, Visit};
use syn::{
    Abi, File, ForeignItemFn, ForeignItemStatic, Ident, ItemImpl, ItemStruct, Path, Receiver, Signature, TypeFnPtr,
};

use crate::fix::syntax::names::plain;

/// Checks that no `extern` function of the file takes or returns the type, or a pointer to it.
///
/// Only names are compared. So a type of the same name in another module of the file counts too.
///
/// # Errors
/// Names the function.
pub(super) fn check(file: &File, item: &ItemStruct) -> Result<(), String> {
    let mut finder = Finder { name: plain(&item.ident.to_string()), own: false, within: None, found: None };
    finder.visit_file(file);
    match finder.found {
        Some(found) => Err(format!("{found} names it, so code in another language may rely on where its fields lie")),
        None => Ok(()),
    }
}

struct Finder {
    /// The name that is looked for.
    name: String,
    /// Whether `Self` is the type here.
    own: bool,
    /// The `extern` function whose signature this is, as a message names it.
    within: Option<String>,
    /// The first one that names the type.
    found: Option<String>,
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

    fn is_it(&self, ident: &Ident) -> bool {
        if ident == "Self" { self.own } else { plain(&ident.to_string()) == self.name }
    }

    fn find(&mut self) {
        self.found = self.found.take().or_else(|| self.within.clone());
    }
}

/// Whether a function has another ABI than that of Rust. An `extern` without a name means C.
fn is_foreign(abi: Option<&Abi>) -> bool {
    abi.is_some_and(|abi| abi.name.as_ref().is_none_or(|name| name.value() != "Rust"))
}

impl<'a> Visit<'a> for Finder {
    fn visit_item_impl(&mut self, item: &'a ItemImpl) {
        let outer = self.own;
        self.own = match &*item.self_ty {
            syn::Type::Path(ty) => ty.path.segments.last().is_some_and(|last| self.is_it(&last.ident)),
            _ => false,
        };
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
        if self.own {
            self.find();
        }
        visit::visit_receiver(self, receiver);
    }

    fn visit_path(&mut self, path: &'a Path) {
        if path.segments.last().is_some_and(|last| self.is_it(&last.ident)) {
            self.find();
        }
        visit::visit_path(self, path);
    }
}
