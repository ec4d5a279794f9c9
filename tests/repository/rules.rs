//! The rules of the derive are named in other places too, which can't import its table. They name the same rules.

use crate::tracked::{File, files, lines_between, text_of};

/// The table of attributes.
const TABLE: &str = "pooled-derive/src/attr/table.rs";

/// Says of each rule whether it runs code of the user.
const JUDGED: &str = "crates/cargo-pooled/src/fix/syntax/pooled_keys.rs";

/// Explains each attribute to users.
const EXPLAINED: &str = "docs/guide/attributes.md";

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
fn the_guide_explains_every_rule() {
    let Some(files) = files() else { return };
    let guide = text_of(&files, EXPLAINED);
    for rule in rules(&files) {
        let starts = ["`", " = "].map(|behind| format!("- `{rule}{behind}"));
        assert!(starts.iter().any(|start| guide.contains(start)), "{EXPLAINED} does not explain `{rule}`");
    }
}

#[test]
fn the_guide_names_every_attribute_that_is_no_rule() {
    let Some(files) = files() else { return };
    let (_, table) = text_of(&files, TABLE).split_once("\n    others {\n").unwrap_or_default();
    // A row begins with the name; the lines below it say what the attribute excludes.
    let rows = table.lines().take_while(|line| *line != "    }").filter(|line| line.contains(": \""));
    let names: Vec<_> = rows.filter_map(|row| row.split('"').nth(1)).collect();
    assert!(names.contains(&"instances"), "{TABLE} has no list of attributes that can be read: {names:?}");
    for name in names {
        let ways = ["`", " = ", "("].map(|behind| format!("`{name}{behind}"));
        let is_named = ways.iter().any(|way| text_of(&files, EXPLAINED).contains(way));
        assert!(is_named, "{EXPLAINED} does not name `{name}`");
    }
}

#[test]
fn what_is_quoted_is_found() {
    let text = "a \"x\"\nlist [\n    (\"one\", \"1\"),\n    // none\n    (\"two\"),\n]\n\"y\"\n";
    assert_eq!(quoted(text, "list [", "]"), ["one", "two"]);
}
