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
    pub(crate) circles: Vec<Vec<usize>>,
    /// The circles that are allowed in this crate, with their files.
    allowed: Vec<(&'a Allowed, Vec<usize>)>,
}

impl<'a> Picture<'a> {
    pub(crate) fn of(tree: &'a Tree, allowed: &'a [Allowed]) -> Self {
        let names = Names::of(tree);
        let mut imports = imports(tree, &names);
        imports.retain(|import| !hands_on(tree, import.from));
        let files = files(tree, &imports);
        let circles = files.circles();
        let of_crate = allowed.iter().filter(|circle| circle.package == tree.name);
        let allowed = of_crate.map(|circle| (circle, files_of(tree, &names, circle))).collect();
        Self { tree, imports, files, circles, allowed }
    }

    /// The circles of files that are not allowed.
    pub(crate) fn refused_circles(&self) -> impl Iterator<Item = &Vec<usize>> {
        self.circles.iter().filter(|circle| !self.allowed.iter().any(|(_, files)| files == *circle))
    }

    /// Allowed circles that do not exist, or only as a part of a larger one.
    pub(crate) fn not_found(&self) -> impl Iterator<Item = &Allowed> {
        self.allowed.iter().filter(|(_, files)| !self.circles.contains(files)).map(|(circle, _)| *circle)
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

    /// Does it belong to an allowed circle?
    fn is_allowed(&self, import: &Import) -> bool {
        let ends = [import.from, import.to].map(|module| self.tree.modules[module].file);
        let is_circle = |files: &Vec<usize>| self.circles.contains(files);
        self.allowed.iter().any(|(_, files)| is_circle(files) && ends.iter().all(|end| files.contains(end)))
    }

    /// Imports of what a module defines that should only hand names on.
    pub(crate) fn of_those_that_hand_on(&self) -> Vec<Import> {
        self.imports.iter().filter(|import| hands_on(self.tree, import.to)).cloned().collect()
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
