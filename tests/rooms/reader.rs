//! Reads the modules of a crate from its files. Code that is compiled for tests only is left out; every other `cfg` is
//! taken for true.

use std::path::{Path, PathBuf};

use syn::{AttrStyle, Attribute, Expr, Item, ItemMod, Lit, Meta};

use crate::mention::text;
use crate::test_code::{is_test, of_item};
use crate::tree::{DocLine, Module, Tree};

/// Yields the text of a file, if it exists.
pub(crate) type Source<'a> = &'a dyn Fn(&Path) -> Option<String>;

/// Reads the crate whose root is the file `root`.
///
/// # Panics
/// If a file is missing or does not parse.
pub(crate) fn tree(name: &str, root: &Path, source: Source<'_>) -> Tree {
    let tree = Tree { name: name.to_owned(), ..Tree::default() };
    let mut reader = Reader { source, tree };
    let text = source(root).unwrap_or_else(|| panic!("there is no {}", root.display()));
    let declared = Declared { name: "crate".to_owned(), parent: None };
    reader.file(root.to_owned(), &text, &Folder::of_owner(root), declared);
    reader.tree
}

/// A declaration of a module.
struct Declared {
    name: String,
    parent: Option<usize>,
}

/// Where the files of a module's children lie.
struct Folder {
    children: PathBuf,
    /// What the attribute `path` is relative to.
    attribute: PathBuf,
}

impl Folder {
    /// Of a crate root, of a `mod.rs`, of a file named by the attribute `path`.
    fn of_owner(file: &Path) -> Self {
        let folder = file.parent().unwrap_or(Path::new("")).to_owned();
        Self { children: folder.clone(), attribute: folder }
    }

    /// Of `room.rs`, whose children lie in `room/`.
    fn of_plain(file: &Path) -> Self {
        Self { children: file.with_extension(""), ..Self::of_owner(file) }
    }

    fn of_inline(&self, name: &str) -> Self {
        let folder = self.children.join(name);
        Self { children: folder.clone(), attribute: folder }
    }
}

struct Reader<'a> {
    source: Source<'a>,
    tree: Tree,
}

impl Reader<'_> {
    fn file(&mut self, path: PathBuf, source: &str, folder: &Folder, declared: Declared) {
        let file = syn::parse_file(source).unwrap_or_else(|error| {
            panic!("{}:{}: {error}", path.display(), error.span().start().line);
        });
        if is_test(&file.attrs) {
            let parent = declared.parent.unwrap_or_default();
            self.tree.modules[parent].test_only.push(declared.name);
        } else {
            self.tree.files.push(path);
            self.module(declared, self.tree.files.len() - 1, &file.attrs, file.items, folder);
        }
    }

    fn module(&mut self, declared: Declared, file: usize, attributes: &[Attribute], items: Vec<Item>, folder: &Folder) {
        let Declared { name, parent } = declared;
        let module = self.tree.modules.len();
        self.tree.modules.push(Module { name, parent, file, docs: docs(attributes), ..Module::default() });
        for item in items {
            let is_test = is_test(of_item(&item));
            match item {
                Item::Mod(child) if is_test => self.tree.modules[module].test_only.push(text(&child.ident)),
                Item::Mod(child) => self.child(module, file, child, folder),
                _ if is_test => {}
                other => self.tree.modules[module].items.push(other),
            }
        }
    }

    fn child(&mut self, parent: usize, file: usize, child: ItemMod, folder: &Folder) {
        let name = text(&child.ident);
        let declared = Declared { name: name.clone(), parent: Some(parent) };
        if let Some((_, items)) = child.content {
            self.module(declared, file, &child.attrs, items, &folder.of_inline(&name));
        } else if let Some(path) = child.attrs.iter().find_map(path_of) {
            let path = folder.attribute.join(path);
            let source = (self.source)(&path).unwrap_or_else(|| panic!("there is no {}", path.display()));
            self.file(path.clone(), &source, &Folder::of_owner(&path), declared);
        } else {
            self.child_file(declared, folder);
        }
    }

    fn child_file(&mut self, declared: Declared, folder: &Folder) {
        let plain = folder.children.join(format!("{}.rs", declared.name));
        let owner = folder.children.join(&declared.name).join("mod.rs");
        if let Some(source) = (self.source)(&plain) {
            let folder = Folder::of_plain(&plain);
            self.file(plain, &source, &folder, declared);
        } else if let Some(source) = (self.source)(&owner) {
            let folder = Folder::of_owner(&owner);
            self.file(owner, &source, &folder, declared);
        } else {
            panic!("there is neither {} nor {}", plain.display(), owner.display());
        }
    }
}

/// The text of an attribute such as `#[path = "…"]`.
fn text_of(attribute: &Attribute, name: &str) -> Option<String> {
    let Meta::NameValue(pair) = &attribute.meta else { return None };
    let Expr::Lit(literal) = &pair.value else { return None };
    let Lit::Str(text) = &literal.lit else { return None };
    pair.path.is_ident(name).then(|| text.value())
}

fn path_of(attribute: &Attribute) -> Option<String> {
    text_of(attribute, "path")
}

fn docs(attributes: &[Attribute]) -> Vec<DocLine> {
    let inner = attributes.iter().filter(|attribute| matches!(attribute.style, AttrStyle::Inner(_)));
    let mut docs = Vec::new();
    for attribute in inner {
        let line = attribute.pound_token.span.start().line;
        for (n, text) in text_of(attribute, "doc").iter().flat_map(|text| text.lines()).enumerate() {
            docs.push(DocLine { line: line + n, text: text.trim().to_owned() });
        }
    }
    docs
}
