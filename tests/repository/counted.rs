//! What the statistics can count is counted somewhere, and what users can set is asked for somewhere.
//!
//! The compiler does not see this: the statistics read each count, and the derived impls read each setting.

use crate::tracked::{File, files, lines_between, text_of};

/// The sources of the runtime.
const RUNTIME: &str = "pooled-runtime/src/";

/// The names in the braces behind `head`: of the variants of an enum, or of the fields of a struct.
fn names<'a>(text: &'a str, head: &str) -> Vec<&'a str> {
    let name = |line: &'a str| {
        let line = line.trim_start_matches("pub(crate) ");
        line.split(|c: char| c != '_' && !c.is_alphanumeric()).next().unwrap_or_default()
    };
    let lines = lines_between(text, head, |line| line == "}");
    lines.into_iter().filter(|line| !line.starts_with("//")).map(name).collect()
}

/// Whether a line that is no comment has `wanted`, and not as the beginning of a longer name.
fn is_in(text: &str, wanted: &str) -> bool {
    let goes_on = |rest: &str| rest.starts_with(|c: char| c == '_' || c.is_alphanumeric());
    let has = |line: &str| line.match_indices(wanted).any(|(at, _)| !goes_on(&line[at + wanted.len()..]));
    text.lines().filter(|line| !line.trim_start().starts_with("//")).any(has)
}

/// Each name that stands behind `before` in no file of the runtime but `home` and the models.
fn unused<'a>(files: &'a [File], home: &str, head: &str, before: &str) -> Vec<&'a str> {
    let is_elsewhere = |file: &&File| {
        let of_runtime = file.path.strip_prefix(RUNTIME);
        of_runtime.is_some_and(|path| path != home && !path.starts_with("models/"))
    };
    let elsewhere: Vec<_> = files.iter().filter(is_elsewhere).collect();
    let is_unused = |name: &&str| !elsewhere.iter().any(|file| is_in(&file.text, &format!("{before}{name}")));
    let names = names(text_of(files, &format!("{RUNTIME}{home}")), head);
    assert!(names.len() > 1, "`{head}` can't be read: {names:?}");
    names.into_iter().filter(is_unused).collect()
}

#[test]
fn every_event_is_counted() {
    let Some(files) = files() else { return };
    for (head, before) in [("pub(crate) enum Event {", "Event::"), ("pub(crate) enum Reason {", "Reason::")] {
        let uncounted = unused(&files, "pool/stats.rs", head, before);
        assert!(uncounted.is_empty(), "no path of the pools counts `{before}` {uncounted:?}");
    }
}

#[test]
fn every_setting_is_asked_for() {
    let Some(files) = files() else { return };
    let ignored = unused(&files, "config/settings.rs", "pub struct Settings {", "settings().");
    assert!(ignored.is_empty(), "no pool asks for the settings {ignored:?}");
}

#[test]
fn what_nobody_uses_is_found() {
    let file = |path: &str, text: &str| File { path: format!("{RUNTIME}{path}"), text: text.to_owned() };
    let files = [
        file("home.rs", "enum E {\n    /// The first.\n    One,\n    Two(u8),\n    Three,\n    Four,\n}\nE::Two(0);"),
        file("models/all.rs", "E::Four"),
        file("other.rs", "E::Onerous + E::Three;\n// E::Two"),
        file("another.rs", "f(E::One);"),
    ];
    assert_eq!(unused(&files, "home.rs", "enum E {", "E::"), ["Two", "Four"]);
}
