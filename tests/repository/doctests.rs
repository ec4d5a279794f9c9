//! The examples on the pages run, because a source includes each page with one.

use crate::links::resolve;
use crate::tracked::{File, files};

/// The pages with a block of Rust that no source makes a part of its documentation.
fn left_out(files: &[File]) -> Vec<&str> {
    let included: Vec<_> = files.iter().filter(|file| file.has_extension("rs")).flat_map(documents_of).collect();
    let pages = files.iter().filter(|file| file.has_extension("md") && file.text.contains("\n```rust"));
    pages.map(|page| page.path.as_str()).filter(|path| !included.iter().any(|it| it == path)).collect()
}

/// The paths of the pages that a source includes.
fn documents_of(source: &File) -> impl Iterator<Item = String> + '_ {
    let rests = source.text.split("#[doc = include_str!(\"").skip(1);
    rests.filter_map(|rest| resolve(&source.path, rest.split('"').next()?))
}

#[test]
fn the_examples_of_every_page_run() {
    let Some(files) = files() else { return };
    let left_out = left_out(&files);
    assert!(left_out.is_empty(), "src/guide.rs does not include these pages with examples: {left_out:?}");
}

#[test]
fn a_page_that_is_left_out_is_found() {
    let file = |path: &str, text: &str| File { path: path.to_owned(), text: text.to_owned() };
    let example = "# Page\n\n```rust\nassert!(true);\n```\n";
    let files = [
        file("src/guide.rs", "#[doc = include_str!(\"../docs/in.md\")]\nmod page {}\n"),
        file("docs/in.md", example),
        file("docs/out.md", example),
        file("docs/without.md", "# Page\n"),
        file("in.md", example),
    ];
    assert_eq!(left_out(&files), ["docs/out.md", "in.md"]);
}
