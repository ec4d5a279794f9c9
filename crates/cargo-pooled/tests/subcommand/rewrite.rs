//! `--fix` and `--diff` on whole packages.

use std::fs;

use cargo_pooled::opts::Format;
use clap::ValueEnum;

use crate::project::{Project, manifest, said, word};

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
/// Keeps the declared order, which has the hot fields on two lines.
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
    let shown = project.layout(&["--diff", "--allow-repr-c"]);
    assert_eq!((shown.code, read()), (Some(0), source.clone()), "{}", shown.err);
    assert!(shown.out.contains("--- a/src/lib.rs\n+++ b/src/lib.rs\n"), "{}", shown.out);
    let fixed = project.layout(&["--fix", "--allow-repr-c", "--allow-no-vcs"]);
    assert_eq!((fixed.code, fixed.out.lines().next()), (Some(0), Some("fixed: src/lib.rs: `Poor`")), "{}", fixed.err);
    assert_ne!(read(), source);
    assert!(
        read().contains("pub first: u64, // with first\n") && read().contains("// with last\n    #[pooled(hot)]\n")
    );
    assert_eq!(project.layout(&["--deny", "suboptimal,hot-spread"]).code, Some(0));
    let again = project.layout(&["--fix", "--allow-repr-c", "--allow-no-vcs"]);
    assert_eq!((again.code, again.out.as_str()), (Some(0), ""));
    assert!(again.err.contains("note: no order of fields would be better"));
}

#[test]
fn what_is_refused_is_said_and_left() {
    let (project, source) = poor("refuse");
    let refused = project.layout(&["--fix", "--allow-repr-c"]);
    assert_eq!((refused.code, refused.out.as_str()), (Some(2), ""));
    let no_vcs = "error: nothing was written: `src/lib.rs` is in no git repository \
                  (to rewrite nevertheless, pass `--allow-no-vcs`)\n";
    assert!(refused.err.ends_with(no_vcs), "{}", refused.err);
    assert_eq!(fs::read_to_string(project.path("src/lib.rs")).unwrap(), source);
    let git = |args: &[&str]| assert_eq!(said(project.command("git").args(args)).code, Some(0));
    git(&["init", "-q"]);
    git(&["add", "src"]);
    let refused = project.layout(&["--fix", "--allow-repr-c"]);
    let dirty = "error: nothing was written: `src/lib.rs` has changes that are not committed \
                 (commit them, or pass `--allow-dirty`)\n";
    assert!(refused.code == Some(2) && refused.err.ends_with(dirty), "{}", refused.err);
    assert_eq!(project.layout(&["--fix", "--allow-repr-c", "--allow-dirty"]).code, Some(0));
}

#[test]
fn raw_names_are_names() {
    let source =
        "#[derive(pooled_types::Reset)]\n#[repr(C)]\npub struct r#struct { pub a: u8, pub r#type: u64, pub b: u8 }\n";
    let project = Project::new("raw", "", &[("src/lib.rs", source)]);
    assert_eq!(project.layout(&["--save", "base.json"]).code, Some(0));
    for format in Format::value_variants() {
        let wanted = match format {
            Format::Json => "\"type\"",
            Format::Table => "type",
            Format::Svg => "type: u64",
            Format::Html => ">type<",
        };
        let shown = project.layout(&["--format", &word(format)]).out;
        assert!(shown.contains(wanted) && !shown.contains("r#"), "{shown}");
    }
    let base = fs::read_to_string(project.path("base.json")).unwrap();
    assert!(base.contains("\"name\": \"struct\"") && !base.contains("r#"), "{base}");
    let fixed = project.layout(&["--fix", "--allow-repr-c", "--allow-no-vcs"]);
    assert_eq!((fixed.code, fixed.out.lines().next()), (Some(0), Some("fixed: src/lib.rs: `struct`")), "{}", fixed.err);
    let written = fs::read_to_string(project.path("src/lib.rs")).unwrap();
    assert!(written.contains("pub struct r#struct { pub a: u8, pub b: u8, pub r#type: u64 }"), "{written}");
}

#[test]
fn rewriting_is_not_showing() {
    let (project, _) = poor("both");
    // Budgets are checked with the lines that the type says.
    let line = [["--fix", "--line=128"], ["--diff", "--line=128"]];
    for args in [["--fix", "--format=json"], ["--diff", "--deny=hole"], ["--fix", "--sort=name"]].iter().chain(&line) {
        let said = project.layout(args);
        assert_eq!((said.code, said.err.lines().count()), (Some(2), 1), "{}", said.err);
        assert!(said.err.contains("cannot be used with"));
    }
}

#[test]
fn files_that_a_build_makes_are_refused_wherever_it_does() {
    let script = "fn main() {
        let made = std::path::Path::new(&std::env::var(\"OUT_DIR\").unwrap()).join(\"made.rs\");
        let source = \"#[derive(pooled_types::Reset)] #[repr(C)] pub struct Made { a: u8, b: u16, c: u8 }\";
        std::fs::write(made, source).unwrap();
    }";
    let library = "include!(concat!(env!(\"OUT_DIR\"), \"/made.rs\"));";
    let project = Project::new("made", "", &[("build.rs", script), ("src/lib.rs", library)]);
    let said = project.layout(&["--fix", "--allow-repr-c", "--allow-no-vcs", "--allow-dirty", "--target-dir", "made"]);
    assert_eq!((said.code, said.out.as_str()), (Some(2), ""), "{}", said.err);
    assert!(said.err.ends_with("the file is in the target directory, where builds make it\n"), "{}", said.err);
}

#[test]
fn a_package_outside_of_the_root_is_one_of_the_workspace() {
    let other = manifest("elsewhere", "").replace("version", "workspace = \"../root\"\nversion");
    let project = Project::of(&[
        ("root/Cargo.toml", "[workspace]\nmembers = [\"../other\"]\nresolver = \"3\"\n"),
        ("other/Cargo.toml", &other),
        ("other/src/lib.rs", &POOR.replace("pub struct Poor", REPR_C)),
    ]);
    fs::copy(project.path("Cargo.lock"), project.path("root/Cargo.lock")).unwrap();
    let said = project.layout(&["--diff", "--allow-repr-c", "--manifest-path", "other/Cargo.toml"]);
    assert_eq!(said.code, Some(0), "{}", said.err);
    assert!(said.out.contains("--- a/other/src/lib.rs\n+++ b/other/src/lib.rs\n"), "{}", said.out);
}

#[test]
fn a_file_of_two_packages_is_written_once() {
    let of = |name| {
        let fields = "{ pub a: u8, pub b: u32, pub c: u8 }";
        format!(
            "#[cfg(feature = \"{name}\")]\n#[derive(pooled_types::Reset)]\n#[repr(C)]\npub struct {name} {fields}\n"
        )
    };
    let package = |name| {
        manifest(&format!("shared-{name}"), &format!("[features]\ndefault = [\"{name}\"]\none = []\ntwo = []\n"))
    };
    let library = "#![allow(non_camel_case_types)]\n#[path = \"../../shared/s.rs\"] pub mod s;";
    let project = Project::of(&[
        ("Cargo.toml", "[workspace]\nmembers = [\"one\", \"two\"]\nresolver = \"3\"\n"),
        ("one/Cargo.toml", &package("one")),
        ("one/src/lib.rs", library),
        ("two/Cargo.toml", &package("two")),
        ("two/src/lib.rs", library),
        ("shared/s.rs", &format!("{}{}", of("one"), of("two"))),
    ]);
    let fixed = project.layout(&["--workspace", "--fix", "--allow-repr-c", "--allow-no-vcs"]);
    let said: Vec<_> = fixed.out.lines().filter(|line| line.starts_with("fixed")).collect();
    assert_eq!(said, ["fixed: shared/s.rs: `s::one`", "fixed: shared/s.rs: `s::two`"], "{}", fixed.err);
    let written = fs::read_to_string(project.path("shared/s.rs")).unwrap();
    assert_eq!(written.matches("{ pub a: u8, pub c: u8, pub b: u32 }").count(), 2, "{written}");
    assert_eq!(project.layout(&["--workspace", "--deny", "suboptimal"]).code, Some(0));
}

/// What one of the types in [`three`] relies on.
const RELIES: &str = "const _: () = assert!(core::mem::offset_of!(b::Poor, first) == 0 && \
                       core::mem::offset_of!(b::Poor, seldom) > core::mem::offset_of!(b::Poor, last));\n";

/// Three poor types with equal names, in modules of one file.
fn three(relies: &str) -> String {
    let poor = "#[derive(pooled_types::Reset)]\n#[repr(C)]\npub struct Poor { #[pooled(hot)] pub first: u8, \
                #[pooled(hot)] pub last: u64, pub seldom: u16 }\n";
    let modules = ["a", "b", "c"].map(|name| format!("pub mod {name} {{\n{poor}}}\n"));
    format!("{}{relies}", modules.concat())
}

#[test]
fn a_fix_that_does_not_compile_is_undone_and_its_culprit_is_named() {
    let source = three(RELIES);
    let project = Project::new("culprit", "", &[("src/lib.rs", &source)]);
    let args = ["--fix", "--allow-repr-c", "--allow-no-vcs"];
    let said = project.layout(&args);
    let end = "error: the crate does not compile with `b::Poor` (src/lib.rs) in the suggested order: \
               all files are as they were\n";
    assert!(said.code == Some(2) && said.err.ends_with(end), "{}", said.err);
    assert_eq!((said.out.as_str(), fs::read_to_string(project.path("src/lib.rs")).unwrap()), ("", source));
    project.write("src/lib.rs", &three(""));
    let said = project.layout(&args);
    let fixed: Vec<_> = said.out.lines().filter(|line| line.starts_with("fixed")).collect();
    assert_eq!(fixed, ["a", "b", "c"].map(|name| format!("fixed: src/lib.rs: `{name}::Poor`")), "{}", said.err);
}

#[test]
fn a_fix_that_tests_do_not_compile_with_is_undone() {
    let relies = format!("#[test] fn test() {{ {RELIES} }}\n");
    let source = format!("{}#[cfg(test)] mod tests {{ use super::*;\n{relies} }}\n", three(""));
    let project = Project::new("tests-rely", "", &[("src/lib.rs", &source)]);
    let said = project.layout(&["--fix", "--tests", "--allow-repr-c", "--allow-no-vcs", "b::Poor"]);
    let end = "error: the crate does not compile with `b::Poor` (src/lib.rs) in the suggested order: \
               all files are as they were\n";
    assert!(said.code == Some(2) && said.err.ends_with(end) && said.err.contains("error[E0080]"), "{}", said.err);
    assert_eq!(fs::read_to_string(project.path("src/lib.rs")).unwrap(), source);
}

#[test]
fn what_was_repr_c_before_is_left_alone() {
    let (project, source) = poor("left-alone");
    let said = project.layout(&["--fix", "--allow-no-vcs"]);
    let reason = "refused: src/lib.rs:6: `Poor` can't be fixed: it is `repr(C)`, so other code may rely on where its \
                  fields lie (to rewrite nevertheless, pass `--allow-repr-c`)\n";
    assert!(said.code == Some(2) && said.err.ends_with(reason), "{}", said.err);
    assert_eq!(fs::read_to_string(project.path("src/lib.rs")).unwrap(), source);
}
