//! The rules of the derive are named in other places too, which can't import its table. They name the same rules.

use crate::tracked::{File, files, lines_between, text_of};

/// The table of attributes.
const TABLE: &str = "pooled-derive/src/attr/table.rs";

/// Says of each rule whether it runs code of the user.
const JUDGED: &str = "crates/cargo-pooled/src/fix/syntax/pooled_keys.rs";

/// The first text in quotation marks on each line between the line that is `start` and the next line that is `end`.
fn quoted<'a>(text: &'a str, start: &str, end: &str) -> Vec<&'a str> {
    let lines = lines_between(text, start, |line| line == end);
    lines.into_iter().filter_map(|line| line.split('"').nth(1)).collect()
}

fn rules(files: &[File]) -> Vec<&str> {
    let (_, table) = text_of(files, TABLE).split_once("\ntable! {").unwrap_or_default();
    let rules = quoted(table, "rules {", "}");
    assert!(rules.contains(&"keep"), "{TABLE} has no list of rules that can be read: {rules:?}");
    rules
}

#[test]
fn the_fixes_judge_every_rule() {
    let Some(files) = files() else { return };
    let judged = quoted(text_of(&files, JUDGED), "const RULES: &[(&str, Runs)] = &[", "];");
    assert_eq!(judged, rules(&files), "the rules in {JUDGED} are not those in {TABLE}");
}

#[test]
fn what_is_quoted_is_found() {
    let text = "a \"x\"\nlist [\n    (\"one\", \"1\"),\n    // none\n    (\"two\"),\n]\n\"y\"\n";
    assert_eq!(quoted(text, "list [", "]"), ["one", "two"]);
}
