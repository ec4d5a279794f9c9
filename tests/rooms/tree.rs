//! The modules of a crate.

use std::path::PathBuf;

use syn::Item;

/// A crate.
#[derive(Default)]
pub(crate) struct Tree {
    pub(crate) name: String,
    /// The first is that of the crate root.
    pub(crate) files: Vec<PathBuf>,
    /// The first is the crate root.
    pub(crate) modules: Vec<Module>,
}

/// A module. An inline one shares the file of its parent.
#[derive(Default)]
pub(crate) struct Module {
    pub(crate) name: String,
    /// Of the crate root, none.
    pub(crate) parent: Option<usize>,
    pub(crate) file: usize,
    /// The documentation that stands in the module itself.
    pub(crate) docs: Vec<DocLine>,
    /// What it holds besides modules.
    pub(crate) items: Vec<Item>,
    /// The modules declared in it that are compiled for tests only. They are not read.
    pub(crate) test_only: Vec<String>,
}

/// A line of documentation and its number.
pub(crate) struct DocLine {
    pub(crate) line: usize,
    pub(crate) text: String,
}

impl Tree {
    /// The modules declared in `module`.
    pub(crate) fn children(&self, module: usize) -> impl Iterator<Item = usize> {
        (0..self.modules.len()).filter(move |&child| self.modules[child].parent == Some(module))
    }

    /// The module in which `module` is declared. That of the crate root is itself.
    pub(crate) fn parent(&self, module: usize) -> usize {
        self.modules[module].parent.unwrap_or(module)
    }

    /// The module declared in `above` that is `module` or has it below.
    pub(crate) fn ancestor_below(&self, above: usize, mut module: usize) -> Option<usize> {
        loop {
            let parent = self.modules[module].parent?;
            if parent == above {
                return Some(module);
            }
            module = parent;
        }
    }

    /// The file of a module, for a message.
    pub(crate) fn file(&self, module: usize) -> String {
        self.files[self.modules[module].file].display().to_string()
    }
}
