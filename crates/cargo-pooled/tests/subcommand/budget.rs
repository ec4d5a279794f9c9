//! Broken budgets: errors for the compiler, findings for the report.

use crate::project::{Project, Said, said, types};

/// Its hot fields are on two lines, where one would be enough.
const OVER: &str = "
#[derive(pooled_types::Reset)]
#[repr(C)]
#[pooled(hot_lines = 1, max_size = 80)]
pub struct Over { #[pooled(hot)] pub a: u64, pub b: [u64; 8], #[pooled(hot)] pub c: u64 }
";
/// One of its instantiations breaks the budget in any order.
const GENERIC: &str = "
#[derive(pooled_types::Reset)]
#[pooled(max_size = 8, instances(Large<u64>, Large<u8>))]
pub struct Large<T: pooled_types::Reset> { pub a: T, pub b: T }
";

#[test]
fn a_broken_budget_is_shown_denied_and_fixed() {
    let project = Project::new("over", "", &[("src/lib.rs", OVER), ("src/main.rs", "fn main() {}")]);
    let check = || said(project.command("cargo").args(["check", "--color", "never"]));
    let broken = |said: Said| said.code == Some(101) && said.err.contains("error[E0080]");
    assert!(broken(check()));
    let shown = project.layout(&[]);
    assert_eq!(shown.code, Some(0), "{}", shown.err);
    assert!(shown.out.contains("\n  The budget is broken: hot_lines (it is 2).\n"), "{}", shown.out);
    let wide = project.layout(&["--line", "128"]);
    assert!(wide.out.contains("\n  The budget is broken: hot_lines (it is 2).\n"), "its own lines: {}", wide.out);
    assert!(broken(check()), "what the report compiled is not taken for a check");
    let denied = project.layout(&["--deny", "budget"]);
    assert_eq!(denied.code, Some(1));
    assert!(denied.err.contains("denied: src/lib.rs:5: `Over` breaks its budget: `hot_lines`\n"), "{}", denied.err);
    assert_eq!(types(&project.json(&[]))[0]["over_budget"], serde_json::json!(["hot_lines"]));
    assert_eq!(project.json(&["--build"]), project.json(&[]));
    assert_eq!(project.layout(&["--fix", "--allow-repr-c", "--allow-no-vcs"]).code, Some(0));
    assert_eq!((check().code, project.layout(&["--deny", "budget"]).code), (Some(0), Some(0)));
}

#[test]
fn instantiations_have_budgets_of_their_own() {
    let project = Project::new("large", "", &[("src/lib.rs", GENERIC)]);
    let report = project.json(&[]);
    let over: Vec<_> =
        types(&report).iter().map(|ty| (ty["name"].as_str().unwrap(), ty["over_budget"].to_string())).collect();
    assert_eq!(over, [("Large<u64>", r#"["max_size"]"#.to_string()), ("Large<u8>", "[]".to_string())]);
}
