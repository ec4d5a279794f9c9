//! Every relative link of the Markdown files leads somewhere, and the book has every page.

use std::path::{Component, Path, PathBuf};

use crate::markdown::{anchors, links};
use crate::tracked::{File, files, text_of};

const SUMMARY: &str = "docs/SUMMARY.md";

/// The path below the root that `target` has, as a link in the file at `from`. `None` if it leads out of the root.
pub(crate) fn resolve(from: &str, target: &str) -> Option<String> {
    let mut path = PathBuf::from(from);
    path.pop();
    for part in Path::new(target).components() {
        match part {
            Component::Normal(name) => path.push(name),
            Component::CurDir => {}
            Component::ParentDir if path.pop() => {}
            _ => return None,
        }
    }
    let parts: Vec<_> = path.iter().filter_map(|part| part.to_str()).collect();
    Some(parts.join("/"))
}

/// Whether the page has a heading of this name. A page may include another file, as mdBook does it, and may be a part
/// of the documentation in a source file.
fn has_anchor(page: &File, anchor: &str, files: &[File]) -> bool {
    let is_in = |text: &str| anchors(text).iter().any(|name| name == anchor);
    let name = page.path.rsplit('/').next().unwrap_or_default();
    let included = |file: &&File| file.text.contains(&format!("/{name}\")")) && file.text.contains("include_str!(");
    let sources = files.iter().filter(|file| file.has_extension("rs") && !page.path.starts_with("docs/"));
    let parts = page.text.split("{{#include ").skip(1).filter_map(|rest| {
        let path = resolve(&page.path, rest.split([':', '}']).next()?)?;
        files.iter().find(|file| file.path == path)
    });
    let mut parts = parts.chain([page]);
    parts.any(|part| is_in(&part.text)) || sources.filter(included).any(|file| is_in(&documentation(&file.text)))
}

/// The text in the comments of a source file that document it.
fn documentation(source: &str) -> String {
    let marks = ["/// ", "//! "];
    let lines = source.lines().filter_map(|line| marks.iter().find_map(|mark| line.trim_start().strip_prefix(mark)));
    lines.flat_map(|line| [line, "\n"]).collect()
}

/// What is wrong with a link in the file at `from`. A page of the book may only lead to what is in the book.
fn fault(from: &str, target: &str, files: &[File]) -> Option<&'static str> {
    if target.contains("://") || target.starts_with("mailto:") {
        return None;
    }
    let (path, anchor) = target.split_once('#').map_or((target, None), |(path, anchor)| (path, Some(anchor)));
    let Some(path) = (if path.is_empty() { Some(from.to_owned()) } else { resolve(from, path) }) else {
        return Some("leads out of the repository");
    };
    let Some(file) = files.iter().find(|file| file.path == path) else { return Some("leads to no file") };
    if from.starts_with("docs/") && !path.starts_with("docs/") {
        return Some("leads out of the book");
    }
    let is_missing = anchor.is_some_and(|anchor| !has_anchor(file, anchor, files));
    is_missing.then_some("leads to no heading")
}

fn faults(files: &[File]) -> Vec<String> {
    let mut faults = Vec::new();
    for file in files.iter().filter(|file| file.has_extension("md")) {
        for link in links(&file.text) {
            if let Some(fault) = fault(&file.path, &link.target, files) {
                faults.push(format!("{}:{}: `{}` {fault}", file.path, link.line, link.target));
            }
        }
    }
    faults
}

#[test]
fn every_link_leads_somewhere() {
    let Some(files) = files() else { return };
    let faults = faults(&files);
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_page_is_a_chapter() {
    let Some(files) = files() else { return };
    let chapters: Vec<_> = links(text_of(&files, SUMMARY)).into_iter().map(|link| link.target).collect();
    for file in files.iter().filter(|file| file.has_extension("md") && file.path != SUMMARY) {
        if let Some(page) = file.path.strip_prefix("docs/") {
            let count = chapters.iter().filter(|chapter| *chapter == page).count();
            assert_eq!(count, 1, "{SUMMARY} should name {page} once");
        }
    }
}

/// The book shows its first chapter as `index.html` too, in its root. Links from a folder would lead nowhere there.
#[test]
fn the_first_chapter_is_in_the_root_of_the_book() {
    let Some(files) = files() else { return };
    let chapters = links(text_of(&files, SUMMARY));
    let first = &chapters.first().expect("there are chapters").target;
    assert!(!first.contains('/'), "{first} should not be in a folder, because it is the front page");
}

#[test]
fn what_leads_nowhere_is_found() {
    let file = |path: &str, text: &str| File { path: path.to_owned(), text: text.to_owned() };
    let good = "[a](docs/b.md) [a](docs/b.md#c-d) [a](docs/b.md#in-c) [a](#here) [a](https://e.org/#f)\n# Here\n";
    let bad =
        "[x](../../a.md)\n[x](e.md)\n[x](#no)\n[x](../a.md)\n![x](p.svg)\n# C d\n{{#include ../derive/docs/c.md:3:}}\n";
    let files = [
        file("a.md", good),
        file("docs/b.md", bad),
        file("docs/p.svg", "<svg/>"),
        file("derive/docs/c.md", "[x](#of-the-source) [x](#none)\n# In c\n"),
        file("derive/src/lib.rs", "#[doc = include_str!(\"../docs/c.md\")]\n/// # Of the source\n"),
    ];
    let expected = [
        "docs/b.md:1: `../../a.md` leads out of the repository",
        "docs/b.md:2: `e.md` leads to no file",
        "docs/b.md:3: `#no` leads to no heading",
        "docs/b.md:4: `../a.md` leads out of the book",
        "derive/docs/c.md:1: `#none` leads to no heading",
    ];
    assert_eq!(faults(&files), expected);
}
