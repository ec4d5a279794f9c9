//! `--fix` on structs in the shape of well-known ones, whose code and tests go on working.

use std::fs;

use crate::project::{Project, said};

const SOURCE: &str = include_str!("../data/shapes.rs");

#[test]
fn code_goes_on_working_when_its_structs_are_fixed() {
    let project = Project::new("shapes", "", &[("src/lib.rs", SOURCE)]);
    // The facade with its pools, which other projects do without.
    let manifest = fs::read_to_string(project.path("Cargo.toml")).unwrap();
    project.write("Cargo.toml", &manifest.replace(", default-features = false", ""));
    let tests = || said(project.command("cargo").args(["test", "--lib"]));
    let passed = |text: &str| text.contains("test result: ok. 4 passed");

    let before = tests();
    assert!(passed(&before.out), "{}{}", before.out, before.err);
    let fixed = project.layout(&["--fix", "--allow-repr-c", "--allow-no-vcs"]);
    assert_eq!(fixed.code, Some(0), "{}", fixed.err);
    for name in ["Reader", "Scanner", "Entry", "State"] {
        assert!(fixed.out.contains(&format!("`{name}`")), "{name} is not fixed: {}", fixed.out);
    }
    let after = tests();
    assert!(passed(&after.out), "{}{}", after.out, after.err);
    assert_eq!(project.layout(&["--deny", "suboptimal,hot-spread"]).code, Some(0));
    assert_eq!(lines(&fs::read_to_string(project.path("src/lib.rs")).unwrap()), lines(SOURCE));
}

/// The lines of a text, sorted. A fix may neither add one nor take one away.
fn lines(text: &str) -> Vec<&str> {
    let mut lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    lines.sort_unstable();
    lines
}
