//! The documentation of the derives names exactly the attributes that there are.

use crate::attr::{Key, Level};
use crate::derive::Derive;

const ATTRIBUTES: &str = include_str!("../../docs/attributes.md");

/// Where the derives are documented.
const LIB: &str = include_str!("../lib.rs");

/// The keys in the first cells of the rows between the line that starts with `from` and the next heading or paragraph
/// that starts with `to`.
fn keys_in_table<'a>(from: &str, to: &str) -> Vec<&'a str> {
    let lines = ATTRIBUTES.lines().skip_while(|line| !line.starts_with(from)).take_while(|line| !line.starts_with(to));
    let keys: Vec<_> = lines.filter_map(|line| Some(key(line.strip_prefix("| [`")?))).collect();
    assert!(!keys.is_empty(), "there is no table below `{from}`");
    keys
}

/// The key that `text` starts with.
fn key(text: &str) -> &str {
    text.split(|character: char| !character.is_alphanumeric() && character != '_').next().unwrap_or_default()
}

fn sorted<'a>(keys: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    let mut keys: Vec<_> = keys.into_iter().collect();
    keys.sort_unstable();
    keys
}

fn of_level(level: Level, is_wanted: impl Fn(Key) -> bool) -> Vec<&'static str> {
    sorted(Key::of_level(level).filter(|key| is_wanted(*key)).map(Key::name))
}

#[test]
fn the_tables_name_exactly_the_attributes() {
    let types = keys_in_table("On the type:", "On a field,");
    assert_eq!(sorted(types), of_level(Level::Type, |_| true));
    let rules = keys_in_table("On a field,", "Beside the rule,");
    assert_eq!(sorted(rules), of_level(Level::Field, |key| key.rule().is_some()));
    let others = keys_in_table("Beside the rule,", "On a variant of");
    assert_eq!(sorted(others), of_level(Level::Field, |key| key.rule().is_none()));
    let marks = keys_in_table("On a variant of", "# On the type");
    assert_eq!(sorted(marks), of_level(Level::Variant, |_| true));
}

#[test]
fn each_attribute_has_an_anchor_and_an_example() {
    let sections: Vec<_> = ATTRIBUTES.split("\n## `").skip(1).collect();
    let with_example = sections.iter().filter(|section| section.contains("\n```\n")).map(|section| key(section));
    let all = Key::ALL.iter().filter(|key| key.row().level != Level::Variant).map(|key| key.name());
    assert_eq!(sorted(with_example), sorted(all));
    for level in [Level::Type, Level::Field] {
        for name in of_level(level, |_| true) {
            assert!(ATTRIBUTES.contains(&format!("](#{name}) |")), "no row leads to `{name}`");
        }
    }
}

#[test]
fn the_derive_of_the_reset_names_what_it_takes() {
    let (_, page) = LIB.split_once("/// Writes the reset of a struct or enum").expect("it has a page");
    let linked = page.split("(derive.Pooled.html#").skip(1).map(key).filter(|name| *name != "attributes");
    assert_eq!(sorted(linked), of_level(Level::Type, |key| key.row().takers.include(Derive::Reset)));
}
