//! A file beside the `main.rs` of a test program belongs to the program only if `main.rs` declares it. If it does not,
//! neither cargo nor the compiler says so.

use crate::tracked::{File, files};

/// The folder that a path is in, and the name in it.
fn split(path: &str) -> (&str, &str) {
    path.rsplit_once('/').unwrap_or(("", path))
}

/// Whether this is a file whose folder holds its modules, in the integration tests of a crate.
fn has_modules(file: &File) -> bool {
    let (folder, name) = split(&file.path);
    let is_in = |wanted| folder.split('/').any(|part| part == wanted);
    ["main.rs", "mod.rs"].contains(&name) && is_in("tests") && !is_in("src")
}

/// The modules in the folder of `parent` that it does not declare.
fn forgotten<'a>(parent: &File, files: &'a [File]) -> Vec<&'a str> {
    let (folder, _) = split(&parent.path);
    let is_declared = |name: &str| {
        let declared = ["", "pub ", "pub(crate) ", "pub(super) "].map(|visible| format!("{visible}mod {name};"));
        parent.text.lines().any(|line| declared.iter().any(|declared| line.trim() == declared))
    };
    let is_forgotten = |file: &&File| {
        let (of, name) = split(&file.path);
        of == folder && file.path != parent.path && name.strip_suffix(".rs").is_some_and(|name| !is_declared(name))
    };
    files.iter().filter(is_forgotten).map(|file| file.path.as_str()).collect()
}

#[test]
fn every_file_of_a_test_program_is_declared() {
    let Some(files) = files() else { return };
    for parent in files.iter().filter(|file| has_modules(file)) {
        let forgotten = forgotten(parent, &files);
        assert!(forgotten.is_empty(), "`{}` has no `mod` for {forgotten:?}, so their tests don't run", parent.path);
    }
}

#[test]
fn a_file_without_a_declaration_is_found() {
    let file = |path: &str, text: &str| File { path: path.to_owned(), text: text.to_owned() };
    let parent = file("tests/program/main.rs", "mod one;\n#[cfg(unix)]\npub(crate) mod two;\n// mod three;\n");
    let modules = ["one", "two", "three", "wo"].map(|name| file(&format!("tests/program/{name}.rs"), ""));
    let others = [file("tests/other.rs", ""), file("tests/program/data.txt", ""), file("tests/program/a/b.rs", "")];
    let files: Vec<_> = modules.into_iter().chain(others).collect();
    assert!(has_modules(&parent));
    assert_eq!(forgotten(&parent, &files), ["tests/program/three.rs", "tests/program/wo.rs"]);
}
