//! No line is wider than what the formatter allows. The formatter itself wraps neither comments nor texts, and knows
//! sources only.

use crate::tracked::{File, files, text_of};

/// Files that others wrote or programs recorded: how a path begins, how it ends, and why its lines stay as they are.
const EXEMPT: &[(&str, &str, &str)] = &[
    ("benches/guard/assembly/", ".s", "recorded: what the compiler makes of the fast paths"),
    ("crates/cargo-pooled/tests/data/", ".txt", "a table that tests read, with a row a line"),
    ("crates/cargo-pooled/tests/snapshots/", "", "recorded: what the subcommand draws"),
    ("docs/performance/", ".svg", "pictures that a program draws"),
    ("ops/grafana/", ".json", "a format of others, with a query a line"),
    ("pooled-derive/tests/expand/", ".expanded.rs", "recorded: what the derive prints"),
    ("tests/fuzz/seeds/", "", "inputs of programs, some of which read them line by line"),
    ("tests/ui/", ".stderr", "recorded: what the compiler says"),
    ("", "LICENSE-APACHE", "written by others"),
    ("", "LICENSE-MIT", "written by others"),
];

/// The number of characters that `rustfmt.toml` allows.
fn limit(files: &[File]) -> usize {
    let limit = text_of(files, "rustfmt.toml").lines().find_map(|line| line.strip_prefix("max_width = "));
    limit.expect("the settings have a width").parse().expect("the width is a number")
}

fn is_exempt(path: &str) -> bool {
    EXEMPT.iter().any(|(start, end, _)| path.starts_with(start) && path.ends_with(end))
}

/// Whether this is a line of Markdown that is one link, perhaps in a list or a quotation: nothing could break it.
fn is_one_link(file: &File, line: &str) -> bool {
    let line = line.trim_start_matches([' ', '-', '*', '>']);
    file.has_extension("md") && !line.contains(' ') && (line.contains("](") || line.contains("://"))
}

/// The places of the lines that are too wide, and how wide they are.
fn too_wide(file: &File, limit: usize) -> Vec<String> {
    let lines = (1..).zip(file.text.lines()).map(|(number, line)| (number, line.chars().count(), line));
    let wide = lines.filter(|&(_, width, line)| width > limit && !is_one_link(file, line));
    wide.map(|(number, width, _)| format!("{}:{number} has {width} characters", file.path)).collect()
}

#[test]
fn no_line_is_wider_than_the_formatter_allows() {
    let Some(files) = files() else { return };
    let limit = limit(&files);
    let ours = files.iter().filter(|file| !is_exempt(&file.path));
    let wide: Vec<String> = ours.flat_map(|file| too_wide(file, limit)).collect();
    assert!(wide.is_empty(), "{} lines have more than {limit} characters:\n{}", wide.len(), wide.join("\n"));
}

#[test]
fn each_exemption_is_of_a_file() {
    let Some(files) = files() else { return };
    for &(start, end, reason) in EXEMPT {
        let is_of_this = |file: &File| file.path.starts_with(start) && file.path.ends_with(end);
        assert!(files.iter().any(is_of_this), "there is no file {start}*{end} ({reason})");
    }
}

#[test]
fn what_is_too_wide_is_said() {
    let of = |path: &str, text: &str| too_wide(&File { path: path.to_owned(), text: text.to_owned() }, 8);
    assert_eq!(
        of("a.rs", "// größe\n// größer\n\n//  larger\n"),
        ["a.rs:2 has 9 characters", "a.rs:4 has 10 characters"]
    );
    assert!(of("a.md", "- [the](http://a.b)\n> <http://a.b.c>\n").is_empty());
    assert_eq!(of("a.rs", "[the](http://a.b)\n").len(), 1);
    assert_eq!(of("a.md", "see [the](http://a.b)\n").len(), 1);
}
