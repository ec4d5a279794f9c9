//! All imports of a crate: where one module names what another defines.

use std::collections::{BTreeSet, HashSet};

use proc_macro2::TokenStream;
use syn::visit::{self, Visit};
use syn::{
    Arm, Attribute, ExprPath, Field, ImplItem, Item, ItemUse, Macro, Meta, PatIdent, Path, Stmt, TraitItem, Variant,
    VisRestricted, Visibility,
};

use crate::mention::{Mention, text};
use crate::names::Names;
use crate::test_code::{is_test, of_impl_item, of_item, of_stmt, of_trait_item};
use crate::tokens;
use crate::tree::Tree;
use crate::use_tree;

/// The module `from` names what the module `to` defines.
#[derive(Clone)]
pub(crate) struct Import {
    pub(crate) from: usize,
    pub(crate) to: usize,
    pub(crate) mention: Mention,
}

/// The imports of all modules of `tree`.
pub(crate) fn imports(tree: &Tree, names: &Names<'_>) -> Vec<Import> {
    let mut found = Vec::new();
    for (from, module) in tree.modules.iter().enumerate() {
        let mut reader = Reader { tree, names, from, variables: HashSet::new(), found: &mut found };
        for item in &module.items {
            reader.variables = variables(item);
            reader.visit_item(item);
        }
    }
    found
}

struct Reader<'a> {
    tree: &'a Tree,
    names: &'a Names<'a>,
    from: usize,
    /// Names bound in the item that is being read: they may hide what the module names.
    variables: HashSet<String>,
    found: &'a mut Vec<Import>,
}

impl Reader<'_> {
    fn names(&mut self, mention: &Mention) {
        self.definers(mention).into_iter().for_each(|to| self.import(to, mention));
    }

    /// The other modules that define what `mention` names.
    fn definers(&self, mention: &Mention) -> BTreeSet<usize> {
        let mut definers = self.names.definers(self.from, &mention.path);
        definers.remove(&self.from);
        definers
    }

    fn import(&mut self, to: usize, mention: &Mention) {
        self.found.push(Import { from: self.from, to, mention: mention.clone() });
    }

    /// A single name may be a variable.
    fn is_variable(&self, mention: &Mention) -> bool {
        matches!(&mention.path[..], [name] if self.variables.contains(name))
    }

    fn tokens(&mut self, tokens: TokenStream) {
        for mention in tokens::paths(tokens) {
            let is_keyword = matches!(&mention.path[..], [name] if ["crate", "self", "super"].contains(&name.as_str()));
            if !is_keyword && !self.is_variable(&mention) {
                self.names(&mention);
            }
        }
    }

    /// Is `module` below the one that is being read? Who hands on what a module below defines does not import it.
    fn is_below(&self, module: usize) -> bool {
        self.tree.ancestor_below(self.from, module).is_some()
    }
}

impl<'ast> Visit<'ast> for Reader<'_> {
    fn visit_item_use(&mut self, item: &'ast ItemUse) {
        let hands_on = !matches!(item.vis, Visibility::Inherited);
        for used in use_tree::paths(item) {
            for to in self.definers(&used.mention) {
                if !(hands_on && self.is_below(to)) {
                    self.import(to, &used.mention);
                }
            }
        }
    }

    fn visit_path(&mut self, path: &'ast Path) {
        if path.leading_colon.is_none() {
            let mention = Mention::new(path.segments.iter().map(|segment| &segment.ident));
            self.names(&mention);
        }
        visit::visit_path(self, path);
    }

    fn visit_expr_path(&mut self, expr: &'ast ExprPath) {
        let is_variable = expr.path.get_ident().is_some_and(|ident| self.variables.contains(&text(ident)));
        if !is_variable {
            visit::visit_expr_path(self, expr);
        }
    }

    fn visit_macro(&mut self, mac: &'ast Macro) {
        self.visit_path(&mac.path);
        self.tokens(mac.tokens.clone());
    }

    fn visit_attribute(&mut self, attribute: &'ast Attribute) {
        if let Meta::List(list) = &attribute.meta {
            self.tokens(list.tokens.clone());
        }
    }

    /// `pub(in crate::room)` names a module without importing from it.
    fn visit_vis_restricted(&mut self, _: &'ast VisRestricted) {}

    fn visit_item(&mut self, item: &'ast Item) {
        if !is_test(of_item(item)) {
            visit::visit_item(self, item);
        }
    }

    fn visit_impl_item(&mut self, item: &'ast ImplItem) {
        if !is_test(of_impl_item(item)) {
            visit::visit_impl_item(self, item);
        }
    }

    fn visit_trait_item(&mut self, item: &'ast TraitItem) {
        if !is_test(of_trait_item(item)) {
            visit::visit_trait_item(self, item);
        }
    }

    fn visit_field(&mut self, field: &'ast Field) {
        if !is_test(&field.attrs) {
            visit::visit_field(self, field);
        }
    }

    fn visit_variant(&mut self, variant: &'ast Variant) {
        if !is_test(&variant.attrs) {
            visit::visit_variant(self, variant);
        }
    }

    fn visit_arm(&mut self, arm: &'ast Arm) {
        if !is_test(&arm.attrs) {
            visit::visit_arm(self, arm);
        }
    }

    fn visit_stmt(&mut self, stmt: &'ast Stmt) {
        if !is_test(of_stmt(stmt)) {
            visit::visit_stmt(self, stmt);
        }
    }
}

/// The names that patterns in `item` bind. Those in capitals are constants.
fn variables(item: &Item) -> HashSet<String> {
    let mut variables = Variables(HashSet::new());
    variables.visit_item(item);
    variables.0
}

struct Variables(HashSet<String>);

impl<'ast> Visit<'ast> for Variables {
    fn visit_pat_ident(&mut self, pattern: &'ast PatIdent) {
        let name = text(&pattern.ident);
        if !name.starts_with(char::is_uppercase) {
            self.0.insert(name);
        }
        visit::visit_pat_ident(self, pattern);
    }
}
