//! The paths in a `use`.

use proc_macro2::Ident;
use syn::{ItemUse, UseTree};

use crate::mention::{Mention, text};

/// A path of a `use`, and what it brings into the module.
pub(crate) struct Used {
    pub(crate) mention: Mention,
    pub(crate) brings: Brings,
}

/// What a path of a `use` brings into the module.
pub(crate) enum Brings {
    Name(String),
    /// All names of the module or enum that the path names.
    All,
}

/// The paths of `item`, which are none if it names another crate with `::`.
pub(crate) fn paths(item: &ItemUse) -> Vec<Used> {
    let mut found = Vec::new();
    if item.leading_colon.is_none() {
        walk(&Mention::new([]), &item.tree, &mut found);
    }
    found
}

fn walk(above: &Mention, tree: &UseTree, found: &mut Vec<Used>) {
    match tree {
        UseTree::Path(path) => walk(&joined(above, &path.ident), &path.tree, found),
        UseTree::Group(group) => group.items.iter().for_each(|tree| walk(above, tree, found)),
        UseTree::Name(name) => {
            let mention = joined(above, &name.ident);
            let brings = Brings::Name(mention.path.last().cloned().unwrap_or_default());
            found.push(Used { mention, brings });
        }
        UseTree::Rename(rename) => {
            let brings = Brings::Name(text(&rename.rename));
            found.push(Used { mention: joined(above, &rename.ident), brings });
        }
        UseTree::Glob(_) => found.push(Used { mention: above.clone(), brings: Brings::All }),
    }
}

/// The path with one more name. In `a::{self}` that is `a`.
fn joined(above: &Mention, ident: &Ident) -> Mention {
    let mut mention = above.clone();
    if ident != "self" || above.path.is_empty() {
        mention.push(ident);
    }
    mention
}
