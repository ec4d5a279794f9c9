//! `--fix` of types that are in others: these change with them.

use std::fs;

use crate::project::{Project, said};

const INNER: &str = "
#[derive(pooled_types::Reset)]
#[repr(C)]
pub struct Inner { pub a: u8, pub b: u64, pub c: u8 }
";
/// With an `Inner` of 16 bytes instead of 24 another order is better, and the array `x` of the declared one straddles.
const OUTER: &str = "
#[derive(pooled_types::Reset)]
#[repr(C)]
#[pooled(no_straddle)]
pub struct Outer { pub p: [u64; 5], pub inner: Inner, pub x: [u64; 8] }
";
/// Another order is better at once, and yet another one with the smaller `Inner`.
const TWICE: &str = "
#[derive(pooled_types::Reset)]
pub struct Twice {
    pub z: u8, pub x: [u64; 8], #[pooled(hot)] pub h: [u64; 4],
    pub inner: Inner, pub y: [u64; 2], pub p: [u64; 5], pub k: u32
}
";

/// In a repository with all files committed.
fn project(name: &str) -> Project {
    let library = format!("{INNER}mod outer;{}", TWICE.replace("pub struct", "#[repr(C)]\npub struct"));
    let outer = format!("use crate::Inner;{OUTER}");
    let project = Project::new(name, "", &[("src/lib.rs", &library), ("src/outer.rs", &outer)]);
    let git = |args: &[&str]| assert_eq!(said(project.command("git").args(args)).code, Some(0));
    git(&["init", "-q"]);
    git(&["add", "."]);
    git(&["-c", "user.name=x", "-c", "user.email=x@example.org", "commit", "-qm", "x"]);
    project
}

#[test]
fn one_fix_is_enough_for_nested_types() {
    let project = project("nested");
    let shown = project.layout(&["--diff", "--allow-repr-c"]);
    let note = "note: types that have these in them change with them, which `--fix` looks at as well\n";
    assert!(shown.code == Some(0) && shown.err.ends_with(note), "{}", shown.err);
    let fixed = project.layout(&["--fix", "--allow-repr-c"]);
    let lines: Vec<_> = fixed.out.lines().filter(|line| line.starts_with("fixed: ")).collect();
    let expected = [
        "fixed: src/lib.rs: `Inner`",
        "fixed: src/lib.rs: `Twice`",
        "fixed: src/lib.rs: `Twice` again, as a type in it has changed",
        "fixed: src/outer.rs: `outer::Outer`",
    ];
    assert_eq!((fixed.code, &lines[..]), (Some(0), &expected[..]), "{}", fixed.err);
    assert_eq!(project.layout(&["--deny", "suboptimal,budget"]).code, Some(0));
    assert_eq!(said(project.command("cargo").arg("check")).code, Some(0));
}

#[test]
fn a_budget_that_a_fix_of_another_type_breaks_is_said() {
    let project = project("breaking");
    let before = fs::read_to_string(project.path("src/lib.rs")).unwrap();
    let broken = "broken: src/outer.rs:5: `Outer` no longer keeps its budget `no_straddle`\n\
                  error: a type breaks its budget with `Inner` (src/lib.rs) in the suggested order: \
                  all files are as they were\n";
    let fixed = project.layout(&["--fix", "--allow-repr-c", "Inner"]);
    assert!(fixed.code == Some(2) && fixed.err.ends_with(broken), "{}", fixed.err);
    assert_eq!((fixed.out.as_str(), fs::read_to_string(project.path("src/lib.rs")).unwrap()), ("", before));
}

#[test]
fn what_stops_a_later_round_is_said() {
    let project = project("stopped");
    let outer = format!("use crate::Inner;{OUTER}// mine\n");
    let before = fs::read_to_string(project.path("src/lib.rs")).unwrap();
    fs::write(project.path("src/outer.rs"), &outer).unwrap();
    let fixed = project.layout(&["--fix", "--allow-repr-c"]);
    let stopped = "in the suggested order: all files are as they were\n";
    assert!(fixed.code == Some(2) && fixed.err.ends_with(stopped), "{}", fixed.err);
    assert!(fixed.err.contains("`Outer` no longer keeps its budget"), "{}", fixed.err);
    assert_eq!((fixed.out.as_str(), fs::read_to_string(project.path("src/lib.rs")).unwrap()), ("", before));
    fs::write(project.path("src/outer.rs"), outer.replace("#[pooled(no_straddle)]", "")).unwrap();
    let fixed = project.layout(&["--fix", "--allow-repr-c"]);
    assert!(fixed.out.contains("fixed: src/lib.rs: `Inner`\n"), "{}", fixed.out);
    let stopped = "error: nothing more was written: `src/outer.rs` has changes that are not committed \
                   (commit them, or pass `--allow-dirty`)\n";
    assert!(fixed.code == Some(2) && fixed.err.ends_with(stopped), "{}", fixed.err);
}
