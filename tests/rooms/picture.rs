//! The imports between the files of a crate, and between its rooms, which are the modules of the crate root.

use std::collections::BTreeMap;

use syn::Item;

use crate::allowed::Allowed;
use crate::graph::Graph;
use crate::imports::{Import, imports};
use crate::names::Names;
use crate::tree::Tree;

/// The module through which generated code reaches the crate.
const FACADE: &str = "__private";

/// A crate and its imports. Imports of the crate root and of the facade are no part of it: those only hand names on.
pub(crate) struct Picture<'a> {
    pub(crate) tree: &'a Tree,
    imports: Vec<Import>,
    pub(crate) files: Graph,
    pub(crate) circles: Vec<FileCircle<'a>>,
    /// Allowed circles that do not exist, or not by themselves.
    pub(crate) not_found: Vec<&'a Allowed>,
}

/// Files that import each other.
pub(crate) struct FileCircle<'a> {
    pub(crate) files: Vec<usize>,
    pub(crate) allowed: Option<&'a Allowed>,
}

impl<'a> Picture<'a> {
    pub(crate) fn of(tree: &'a Tree, allowed: &'a [Allowed]) -> Self {
        let names = Names::of(tree);
        let mut imports = imports(tree, &names);
        imports.retain(|import| !hands_on(tree, import.from));
        let files = files(tree, &imports);
        let allowed: Vec<_> = allowed.iter().filter(|circle| circle.package == tree.name).collect();
        let of_files = |found: &Vec<usize>, circle: &Allowed| *found == files_of(tree, &names, circle);
        let circle = |found: Vec<usize>| {
            let allowed = allowed.iter().copied().find(|circle| of_files(&found, circle));
            FileCircle { files: found, allowed }
        };
        let circles: Vec<_> = files.circles().into_iter().map(circle).collect();
        let is_found = |circle: &Allowed| circles.iter().any(|found| of_files(&found.files, circle));
        let not_found = allowed.iter().copied().filter(|circle| !is_found(circle)).collect();
        Self { tree, imports, files, circles, not_found }
    }

    /// The imports between the modules that are declared in `module`, each taken with all modules below it.
    pub(crate) fn below(&self, module: usize) -> Graph {
        let mut graph = Graph { nodes: Vec::new(), edges: BTreeMap::new() };
        for child in self.tree.children(module).filter(|&child| !hands_on(self.tree, child)) {
            // Under opposite `cfg`s one name may be declared twice.
            if !graph.nodes.contains(&self.tree.modules[child].name) {
                graph.nodes.push(self.tree.modules[child].name.clone());
            }
        }
        for import in &self.imports {
            let node = |of| {
                let child = self.tree.ancestor_below(module, of)?;
                graph.nodes.iter().position(|node| *node == self.tree.modules[child].name)
            };
            let (Some(from), Some(to)) = (node(import.from), node(import.to)) else { continue };
            graph.add(from, to, import);
        }
        graph
    }

    /// The same without the imports of allowed circles.
    pub(crate) fn judged_below(&self, module: usize) -> Graph {
        let mut graph = self.below(module);
        graph.edges.retain(|_, imports| {
            imports.retain(|import| !self.is_allowed(import));
            !imports.is_empty()
        });
        graph
    }

    fn is_allowed(&self, import: &Import) -> bool {
        let [from, to] = [import.from, import.to].map(|module| self.tree.modules[module].file);
        let mut allowed = self.circles.iter().filter(|circle| circle.allowed.is_some());
        allowed.any(|circle| circle.files.contains(&from) && circle.files.contains(&to))
    }

    /// Imports of what a module defines that should only hand names on.
    pub(crate) fn from_those_that_hand_on(&self) -> impl Iterator<Item = &Import> {
        self.imports.iter().filter(|import| hands_on(self.tree, import.to))
    }
}

/// Is it the crate root, or a facade of nothing but `use`?
fn hands_on(tree: &Tree, module: usize) -> bool {
    let is_facade = || {
        let module = &tree.modules[module];
        module.name == FACADE && module.items.iter().all(|item| matches!(item, Item::Use(_)))
    };
    module == 0 || tree.modules[module].parent == Some(0) && is_facade()
}

fn files(tree: &Tree, imports: &[Import]) -> Graph {
    let nodes = tree.files.iter().map(|file| file.display().to_string()).collect();
    let mut graph = Graph { nodes, edges: BTreeMap::new() };
    for import in imports {
        graph.add(tree.modules[import.from].file, tree.modules[import.to].file, import);
    }
    graph
}

/// The files that define the two items of an allowed circle.
fn files_of(tree: &Tree, names: &Names<'_>, allowed: &Allowed) -> Vec<usize> {
    let item = |name: &str| names.definers(0, &["crate".to_owned(), name.to_owned()]);
    let modules = allowed.items.iter().flat_map(|name| item(name));
    let mut files: Vec<_> = modules.map(|module| tree.modules[module].file).collect();
    files.sort_unstable();
    files.dedup();
    files
}
