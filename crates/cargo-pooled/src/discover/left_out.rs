//! The pooled types that the report can say nothing of. The derives write nothing down about them, so they are found in
//! the source.

use std::path::Path;
use std::{fmt, fs};

use syn::visit::{self, Visit};
use syn::{Attribute, GenericParam, Generics, Ident, ItemEnum, ItemStruct, Type};

use super::artifact::Artifact;
use crate::fix::syntax::attributes::with_conditional;
use crate::fix::syntax::derives::derives;
use crate::fix::syntax::names::plain;
use crate::fix::syntax::parse::parse;
use crate::fix::syntax::pooled_keys::pooled_keys;

/// Types without a size that have a name.
const UNSIZED: [&str; 4] = ["str", "CStr", "OsStr", "Path"];

/// A type that is left out.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct LeftOut {
    /// The source file, as the compiler names it.
    pub file: String,
    /// The line of its name, from 1.
    pub line: usize,
    name: String,
    reason: &'static str,
}

impl fmt::Display for LeftOut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` ({}:{}, {})", self.name, self.file, self.line, self.reason)
    }
}

/// The types of an artifact that seem to be left out. The compiler names source files by their paths from `root`, and
/// those outside of it are not read.
pub(super) fn of(artifact: &Artifact, root: &Path) -> Vec<LeftOut> {
    let files = artifact.files().filter_map(|file| dep_info(file)).flat_map(|text| sources(&text));
    files.flat_map(|file| in_file(&file, root)).collect()
}

/// What the compiler wrote about the sources of a file that it made.
fn dep_info(made: &Path) -> Option<String> {
    let stem = made.file_stem()?.to_str()?;
    fs::read_to_string(made.with_file_name(format!("{}.d", stem.strip_prefix("lib")?))).ok()
}

/// The sources in the form of `make`: behind a colon, with spaces between, and a backslash before a space in a name.
#[must_use]
pub fn sources(text: &str) -> Vec<String> {
    let names = text.lines().next().and_then(|line| line.split_once(": ")).map_or("", |(_, names)| names);
    let names = names.replace("\\ ", "\0");
    let files = names.split(' ').map(|name| name.replace('\0', " "));
    files.filter(|name| Path::new(name).extension().is_some_and(|extension| extension == "rs")).collect()
}

fn in_file(name: &str, root: &Path) -> Vec<LeftOut> {
    let path = root.join(name);
    let text = if path.starts_with(root) { fs::read_to_string(&path).ok() } else { None };
    text.map(|text| in_text(&text, name)).unwrap_or_default()
}

/// The types that seem to be left out in a source; none if it can't be parsed. The compiler calls it `name`.
#[must_use]
pub fn in_text(text: &str, name: &str) -> Vec<LeftOut> {
    let Ok((file, _)) = parse(text) else { return Vec::new() };
    let mut finder = Finder { file: name, found: Vec::new() };
    finder.visit_file(&file);
    finder.found
}

struct Finder<'p> {
    file: &'p str,
    found: Vec<LeftOut>,
}

impl Finder<'_> {
    /// Notes a definition that is left out. One under a `cfg` may not be there.
    fn look(&mut self, ident: &Ident, attrs: &[Attribute], generics: &Generics, last: Option<&Type>) {
        let is_pooled = derives(attrs).iter().any(|derive| derive == "Pooled" || derive == "Reset");
        let is_conditional = with_conditional(attrs).any(|meta| meta.path().is_ident("cfg"));
        let has_parameters = generics.params.iter().any(|param| !matches!(param, GenericParam::Lifetime(_)));
        let has_instances = pooled_keys(attrs).iter().any(|key| key.name == "instances");
        let reason = if !is_pooled || is_conditional {
            return;
        } else if has_parameters && !has_instances {
            "generic without `instances(…)`"
        } else if last.is_some_and(is_unsized) {
            "its last field is unsized"
        } else {
            return;
        };
        let (name, file) = (plain(&ident.to_string()), self.file.to_string());
        self.found.push(LeftOut { file, line: ident.span().start().line, name, reason });
    }
}

fn is_unsized(ty: &Type) -> bool {
    match ty {
        Type::Slice(_) | Type::TraitObject(_) => true,
        Type::Path(path) => {
            path.path.segments.last().is_some_and(|last| UNSIZED.iter().any(|unsized_type| last.ident == unsized_type))
        }
        _ => false,
    }
}

impl<'a> Visit<'a> for Finder<'_> {
    fn visit_item_struct(&mut self, item: &'a ItemStruct) {
        self.look(&item.ident, &item.attrs, &item.generics, item.fields.iter().last().map(|field| &field.ty));
        visit::visit_item_struct(self, item);
    }

    fn visit_item_enum(&mut self, item: &'a ItemEnum) {
        self.look(&item.ident, &item.attrs, &item.generics, None);
        visit::visit_item_enum(self, item);
    }
}

#[cfg(test)]
mod tests {
    use super::sources;

    #[test]
    fn sources_are_read_as_make_does() {
        let text = "/t/liba.rmeta: src/lib.rs src/a\\ b.rs data.txt\n\nsrc/lib.rs:\n";
        assert_eq!(sources(text), ["src/lib.rs", "src/a b.rs"]);
        assert!(sources("").is_empty());
    }
}
