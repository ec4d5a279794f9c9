//! The names in each module, and which module defines what a path names.

use std::collections::{BTreeSet, HashMap};

use proc_macro2::Ident;
use syn::visit::Visit;
use syn::{Item, ItemMacro, ItemUse};

use crate::mention::text;
use crate::tree::Tree;
use crate::use_tree::{self, Brings};

/// What a name in a module stands for.
enum Name {
    Module(usize),
    /// An item that this module defines.
    DefinedIn(usize),
    /// What a `use` names.
    Path(Vec<String>),
}

/// The names of one module. One name may stand for several things: a module and a function, or one of two under
/// opposite `cfg`s.
#[derive(Default)]
struct Scope {
    names: HashMap<String, Vec<Name>>,
    /// Of a `use` in the body of a function.
    inner: HashMap<String, Vec<Name>>,
    /// What `use path::*` names.
    globs: Vec<Vec<String>>,
}

/// The names of all modules of a crate.
pub(crate) struct Names<'a> {
    tree: &'a Tree,
    scopes: Vec<Scope>,
}

/// Names that were followed already: a `use` may lead back to itself.
type Seen = Vec<(usize, String)>;

impl<'a> Names<'a> {
    pub(crate) fn of(tree: &'a Tree) -> Self {
        let mut names = Self { tree, scopes: tree.modules.iter().map(|_| Scope::default()).collect() };
        for (module, source) in tree.modules.iter().enumerate() {
            if let Some(parent) = source.parent {
                names.scopes[parent].add(source.name.clone(), Name::Module(module));
            }
            for item in &source.items {
                names.item(module, item);
            }
        }
        names
    }

    fn item(&mut self, module: usize, item: &Item) {
        if let Some(ident) = ident(item) {
            let exported = matches!(item, Item::Macro(item) if is_exported(item));
            let scope = if exported { 0 } else { module };
            self.scopes[scope].add(text(ident), Name::DefinedIn(module));
        }
        match item {
            Item::Use(item) => self.scopes[module].bring(item),
            item => Inner(&mut self.scopes[module]).visit_item(item),
        }
    }

    /// The modules that define what `path`, written in the module `from`, names: the module itself, where it names one.
    /// A `use` is followed to the definition. Nothing if another crate defines it.
    pub(crate) fn definers(&self, from: usize, path: &[String]) -> BTreeSet<usize> {
        self.resolve(from, path, &mut Vec::new())
    }

    fn resolve(&self, from: usize, path: &[String], seen: &mut Seen) -> BTreeSet<usize> {
        match path.first().map(String::as_str) {
            Some("crate") => self.inside(0, &path[1..], seen),
            Some("self" | "super") => self.inside(from, path, seen),
            Some(name) if self.has(from, name, seen) => self.inside(from, path, seen),
            _ => BTreeSet::new(),
        }
    }

    /// Follows `path` from the module `at`.
    fn inside(&self, at: usize, path: &[String], seen: &mut Seen) -> BTreeSet<usize> {
        let Some((name, rest)) = path.split_first() else { return BTreeSet::from([at]) };
        match name.as_str() {
            "self" => return self.inside(at, rest, seen),
            "super" => return self.inside(self.tree.parent(at), rest, seen),
            _ => {}
        }
        let known = self.scopes[at].get(name);
        if known.is_empty() {
            return self.through_globs(at, path, seen);
        }
        // Only a module leads on, where a function has the same name.
        let is_module = |known: &&Name| matches!(known, Name::Module(_));
        let only_modules = !rest.is_empty() && known.iter().any(|known| is_module(&known));
        let known = known.iter().filter(|known| !only_modules || is_module(known));
        known.flat_map(|known| self.follow(at, known, path, seen)).collect()
    }

    fn follow(&self, at: usize, known: &Name, path: &[String], seen: &mut Seen) -> BTreeSet<usize> {
        match known {
            Name::Module(module) => self.inside(*module, &path[1..], seen),
            Name::DefinedIn(module) => BTreeSet::from([*module]),
            Name::Path(used) => {
                let step = (at, path[0].clone());
                if seen.contains(&step) {
                    return BTreeSet::new();
                }
                seen.push(step);
                let found = self.resolve(at, &[used.as_slice(), &path[1..]].concat(), seen);
                seen.pop();
                // What another crate defines is named by way of the module that hands it on.
                if found.is_empty() { BTreeSet::from([at]) } else { found }
            }
        }
    }

    /// Follows a path whose first name comes from a `use` with `*`. Where none is found, a macro may define it in the
    /// module itself.
    fn through_globs(&self, at: usize, path: &[String], seen: &mut Seen) -> BTreeSet<usize> {
        let mut found = BTreeSet::new();
        for module in self.globs(at, seen) {
            if module != at && self.has(module, &path[0], seen) {
                found.extend(self.inside(module, path, seen));
            }
        }
        if found.is_empty() { BTreeSet::from([at]) } else { found }
    }

    /// The modules of which `at` has all names.
    fn globs(&self, at: usize, seen: &mut Seen) -> BTreeSet<usize> {
        let step = (at, "*".to_owned());
        if seen.contains(&step) {
            return BTreeSet::new();
        }
        seen.push(step);
        let found = self.scopes[at].globs.iter().flat_map(|path| self.resolve(at, path, seen)).collect();
        seen.pop();
        found
    }

    fn has(&self, at: usize, name: &str, seen: &mut Seen) -> bool {
        !self.scopes[at].get(name).is_empty() || {
            let globs = self.globs(at, seen);
            globs.into_iter().any(|module| module != at && !self.scopes[module].get(name).is_empty())
        }
    }
}

impl Scope {
    fn add(&mut self, name: String, value: Name) {
        self.names.entry(name).or_default().push(value);
    }

    fn bring(&mut self, item: &ItemUse) {
        for used in use_tree::paths(item) {
            match used.brings {
                Brings::Name(name) => self.add(name, Name::Path(used.mention.path)),
                Brings::All => self.globs.push(used.mention.path),
            }
        }
    }

    fn get(&self, name: &str) -> &[Name] {
        self.names.get(name).or_else(|| self.inner.get(name)).map_or(&[], Vec::as_slice)
    }
}

/// Collects each `use` in the bodies of functions.
struct Inner<'a>(&'a mut Scope);

impl Visit<'_> for Inner<'_> {
    fn visit_item_use(&mut self, item: &ItemUse) {
        for used in use_tree::paths(item) {
            match used.brings {
                Brings::Name(name) => self.0.inner.entry(name).or_default().push(Name::Path(used.mention.path)),
                Brings::All => self.0.globs.push(used.mention.path),
            }
        }
    }
}

/// The name that an item defines.
fn ident(item: &Item) -> Option<&Ident> {
    match item {
        Item::Const(item) => Some(&item.ident),
        Item::Enum(item) => Some(&item.ident),
        Item::Fn(item) => Some(&item.sig.ident),
        Item::Macro(item) => item.ident.as_ref(),
        Item::Static(item) => Some(&item.ident),
        Item::Struct(item) => Some(&item.ident),
        Item::Trait(item) => Some(&item.ident),
        Item::TraitAlias(item) => Some(&item.ident),
        Item::Type(item) => Some(&item.ident),
        Item::Union(item) => Some(&item.ident),
        _ => None,
    }
}

/// Is it a macro that can be named only in the crate root?
fn is_exported(item: &ItemMacro) -> bool {
    item.attrs.iter().any(|attribute| attribute.path().is_ident("macro_export"))
}
