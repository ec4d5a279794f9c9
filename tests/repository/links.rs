//! Every relative link of the Markdown files leads somewhere, and the book has every page.

use std::path::{Component, Path, PathBuf};

use crate::markdown::{anchors, links};
use crate::tracked::{File, files, text_of};

const SUMMARY: &str = "docs/SUMMARY.md";

fn is_markdown(path: &str) -> bool {
    Path::new(path).extension().is_some_and(|extension| extension == "md")
}

/// The path below the root that `target` has, as a link in the file at `from`. `None` if it leads out of the root.
fn resolve(from: &str, target: &str) -> Option<String> {
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
    let is_missing = anchor.is_some_and(|anchor| !anchors(&file.text).iter().any(|name| name == anchor));
    is_missing.then_some("leads to no heading")
}

fn faults(files: &[File]) -> Vec<String> {
    let mut faults = Vec::new();
    for file in files.iter().filter(|file| is_markdown(&file.path)) {
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
    for file in files.iter().filter(|file| is_markdown(&file.path) && file.path != SUMMARY) {
        if let Some(page) = file.path.strip_prefix("docs/") {
            let count = chapters.iter().filter(|chapter| *chapter == page).count();
            assert_eq!(count, 1, "{SUMMARY} should name {page} once");
        }
    }
}

#[test]
fn what_leads_nowhere_is_found() {
    let file = |path: &str, text: &str| File { path: path.to_owned(), text: text.to_owned() };
    let good = "[a](docs/b.md) [a](docs/b.md#c-d) [a](#here) [a](https://e.org/#f)\n# Here\n";
    let bad = "[x](../../a.md)\n[x](e.md)\n[x](#no)\n[x](../a.md)\n![x](p.svg)\n# C d\n";
    let files = [file("a.md", good), file("docs/b.md", bad), file("docs/p.svg", "<svg/>")];
    let expected = [
        "docs/b.md:1: `../../a.md` leads out of the repository",
        "docs/b.md:2: `e.md` leads to no file",
        "docs/b.md:3: `#no` leads to no heading",
        "docs/b.md:4: `../a.md` leads out of the book",
    ];
    assert_eq!(faults(&files), expected);
}
