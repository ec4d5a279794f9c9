//! What the runtime can do behind a feature, users can switch on in the facade.

use crate::tracked::{files, lines_between, text_of};

/// The features in a manifest, each with what it switches on.
fn features(manifest: &str) -> Vec<(&str, &str)> {
    let lines = lines_between(manifest, "[features]", |line| line.starts_with('['));
    lines.into_iter().filter_map(|line| line.split_once(" = ")).collect()
}

/// The features of the runtime that no feature of the same name in the facade switches on.
fn out_of_reach<'a>(runtime: &'a str, facade: &str) -> Vec<&'a str> {
    let facade = features(facade);
    let is_reached = |name: &str| {
        let on = format!("\"pooled-runtime/{name}\"");
        facade.iter().any(|(feature, list)| *feature == name && (name == "default" || list.contains(&on)))
    };
    features(runtime).into_iter().map(|(name, _)| name).filter(|name| !is_reached(name)).collect()
}

#[test]
fn every_feature_of_the_runtime_is_one_of_the_facade() {
    let Some(files) = files() else { return };
    let [runtime, facade] = ["pooled-runtime/Cargo.toml", "Cargo.toml"].map(|path| text_of(&files, path));
    assert!(features(runtime).iter().any(|(name, _)| *name == "std"), "the features of the runtime can't be read");
    let missing = out_of_reach(runtime, facade);
    assert!(missing.is_empty(), "Cargo.toml has no feature that switches on these of the runtime: {missing:?}");
}

/// The page with the table of the features, which the front page of the documentation includes.
const PAGE: &str = "docs/guide/features.md";

/// The features in the first cells of the table.
fn explained(page: &str) -> Vec<&str> {
    let lines = lines_between(page, "| feature | on by default | what it brings |", str::is_empty);
    lines.into_iter().filter_map(|line| line.strip_prefix("| `")?.split('`').next()).collect()
}

#[test]
fn the_table_names_exactly_the_features() {
    let Some(files) = files() else { return };
    let mut explained = explained(text_of(&files, PAGE));
    explained.sort_unstable();
    let features = features(text_of(&files, "Cargo.toml"));
    let mut features: Vec<_> = features.into_iter().map(|(name, _)| name).filter(|name| *name != "default").collect();
    features.sort_unstable();
    assert_eq!(explained, features, "{PAGE} explains the first, Cargo.toml has the second");
}

#[test]
fn the_table_marks_the_default_features() {
    let Some(files) = files() else { return };
    let (page, manifest) = (text_of(&files, PAGE), text_of(&files, "Cargo.toml"));
    let (_, default) = features(manifest).into_iter().find(|(name, _)| *name == "default").expect("there is a default");
    for name in explained(page) {
        let is_marked = page.contains(&format!("| `{name}` | yes |"));
        assert_eq!(is_marked, default.contains(&format!("\"{name}\"")), "{name}");
    }
}

/// The table is on the front page, and nowhere a second time.
#[test]
fn the_table_is_in_one_place() {
    let Some(files) = files() else { return };
    assert!(text_of(&files, "src/lib.rs").contains("#![doc = include_str!(\"../docs/guide/features.md\")]"));
    let has_table = |text: &str| text.contains("| `collections` |");
    let tables = files.iter().filter(|file| file.has_extension("md") || file.path == "src/lib.rs");
    let tables: Vec<_> = tables.filter(|file| has_table(&file.text)).map(|file| file.path.as_str()).collect();
    assert_eq!(tables, [PAGE]);
}

#[test]
fn what_is_out_of_reach_is_found() {
    let runtime =
        "[features]\ndefault = [\"one\"]\n# First.\none = []\ntwo = []\nthree = []\n[dependencies]\nfour = \"1\"";
    let facade = "[features]\ndefault = []\none = [\"pooled-runtime/one\"]\ntwo = [\"pooled-runtime/one\"]\n";
    assert_eq!(out_of_reach(runtime, facade), ["two", "three"]);
}
