//! `--fix` and `--diff` on whole packages.

mod project;

use std::fs;

use project::{Project, said};

const POOR: &str = "//! A crate.

/// Kept.
#[derive(pooled_types::Reset, Default)]
pub struct Poor {
    /// Often read.
    #[pooled(hot)]
    pub first: u64, // with first

    #[pooled(cold)]
    pub log: [u64; 16],
    // with last
    #[pooled(hot)]
    pub last: u64,
    pub seldom: u8,
}

pub fn make() -> Poor {
    Poor { first: 1, log: [0; 16], last: 2, seldom: 3 }
}
";
/// The compiler's order of it puts the hot fields on two lines.
const REPR_C: &str = "#[repr(C)]\npub struct Poor";

fn poor(name: &str) -> (Project, String) {
    let source = POOR.replace("pub struct Poor", REPR_C);
    (Project::new(name, "", &[("src/lib.rs", &source)]), source)
}

#[test]
fn after_a_fix_nothing_is_left_to_suggest() {
    let (project, source) = poor("fix");
    let read = || fs::read_to_string(project.path("src/lib.rs")).unwrap();
    assert_eq!(project.layout(&["--deny", "suboptimal"]).code, Some(1));
    let shown = project.layout(&["--diff"]);
    assert_eq!((shown.code, read()), (Some(0), source.clone()), "{}", shown.err);
    assert!(shown.out.contains("--- a/src/lib.rs\n+++ b/src/lib.rs\n"), "{}", shown.out);
    let fixed = project.layout(&["--fix", "--allow-no-vcs"]);
    assert_eq!((fixed.code, fixed.out.lines().next()), (Some(0), Some("fixed: src/lib.rs: `Poor`")), "{}", fixed.err);
    assert_ne!(read(), source);
    assert!(
        read().contains("pub first: u64, // with first\n") && read().contains("// with last\n    #[pooled(hot)]\n")
    );
    assert_eq!(project.layout(&["--deny", "suboptimal,hot-spread"]).code, Some(0));
    let again = project.layout(&["--fix", "--allow-no-vcs"]);
    assert_eq!((again.code, again.out.as_str()), (Some(0), ""));
    assert!(again.err.contains("note: no order of fields would be better"));
}

#[test]
fn what_is_refused_is_said_and_left() {
    let (project, source) = poor("refuse");
    let refused = project.layout(&["--fix"]);
    assert_eq!((refused.code, refused.out.as_str()), (Some(2), ""));
    assert!(refused.err.contains("refused: src/lib.rs:4: `Poor` can't be fixed: "), "{}", refused.err);
    assert_eq!(fs::read_to_string(project.path("src/lib.rs")).unwrap(), source);
    let git = |args: &[&str]| assert_eq!(said(project.command("git").args(args)).code, Some(0));
    git(&["init", "-q"]);
    git(&["add", "src"]);
    assert_eq!(project.layout(&["--fix"]).code, Some(2));
    assert_eq!(project.layout(&["--fix", "--allow-dirty"]).code, Some(0));
}

#[test]
fn rewriting_is_not_showing() {
    let (project, _) = poor("both");
    for args in [["--fix", "--format=json"], ["--diff", "--deny=hole"], ["--fix", "--sort=name"]] {
        let said = project.layout(&args);
        assert_eq!((said.code, said.err.lines().count()), (Some(2), 1), "{}", said.err);
        assert!(said.err.contains("cannot be used with"));
    }
}
