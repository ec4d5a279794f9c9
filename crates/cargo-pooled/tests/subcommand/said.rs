//! What the subcommand says, and its exit codes.

use std::process::Stdio;

use cargo_pooled::opts::{Deny, Format};
use clap::ValueEnum;

use crate::project::{PLAIN, Project, Said, said, types, word};

/// Under `repr(C)`: a hole, hot fields on two lines, a field that straddles.
const POOR: &str = "
#[derive(pooled_types::Reset)]
#[repr(C)]
pub struct Poor { #[pooled(hot)] pub a: u8, pub b: u64, pub c: [u8; 44], pub d: [u8; 8], #[pooled(hot)] pub e: u64 }
";

/// The bytes of an encoding of another version. No reader looks at what follows the version.
fn of_version(version: u8) -> String {
    format!(
        "pub static REPORT: [u8; 24] = \
         *b\"pooled\\x1al\\x0{version}\\0\\0\\0\\x18\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\\0\";\n"
    )
}

/// Whether [`POOR`] has what is denied. A lint that it can't have is tried elsewhere.
fn is_poor(deny: Deny) -> bool {
    match deny {
        Deny::Hole | Deny::Straddle | Deny::HotSpread | Deny::Suboptimal => true,
        // In `budget` and `baseline`.
        Deny::Budget | Deny::Worse => false,
    }
}

fn library(name: &str, source: &str) -> Project {
    Project::new(name, "", &[("src/lib.rs", source)])
}

/// The lines of standard error that are not cargo's progress.
fn lines(said: &Said) -> Vec<&str> {
    let is_progress = |line: &&str| {
        [" Checking", " Finished", " Compiling", " Blocking", " Locking"].iter().any(|word| line.contains(word))
    };
    said.err.lines().filter(|line| !is_progress(line)).collect()
}

#[test]
fn errors_of_the_compiler_are_shown_as_cargo_shows_them() {
    let project = library("broken", &format!("{PLAIN}\npub fn broken() -> u8 {{ \"text\" }}\n"));
    let reported = project.layout(&["--color", "never"]);
    let checked = said(project.command("cargo").args(["check", "--color", "never"]));
    assert_eq!((reported.code, reported.out.as_str()), (checked.code, ""));
    assert!(reported.err.contains("error[E0308]: mismatched types\n --> src/lib.rs:"), "{}", reported.err);
    assert_eq!(lines(&reported), lines(&checked));
    let coloured = project.layout(&["--color", "always"]);
    assert!(coloured.err.contains("\x1b["));
}

#[test]
fn a_fix_does_not_break_a_budget() {
    let source = "
#[derive(pooled_types::Reset)]
#[repr(C)]
#[pooled(no_straddle)]
pub struct Bound {
    #[pooled(hot)] pub a: u64,
    pub b: [u64; 7],
    #[pooled(cold)] pub c: [u64; 7],
    #[pooled(hot)] pub d: u64,
}
";
    let project = library("bound", source);
    let said = project.layout(&["--fix", "--allow-repr-c", "--allow-no-vcs", "--color", "never"]);
    assert_eq!(said.code, Some(2), "{}", said.err);
    let refused = "`Bound` can't be fixed: in the suggested order `Bound` has `b` on more cache lines than needed, \
                   and it has the budget `no_straddle`";
    assert!(lines(&said).iter().any(|line| line.ends_with(refused)), "{}", said.err);
    assert_eq!(project.layout(&["--color", "never"]).code, Some(0), "it still compiles");
    project.write("src/lib.rs", &source.replace("#[pooled(no_straddle)]", ""));
    let said = project.layout(&["--fix", "--allow-repr-c", "--allow-no-vcs"]);
    assert_eq!((said.code, said.out.contains("in this order `Bound` has `b` on more")), (Some(0), true));
}

#[test]
fn errors_in_a_binary_are_shown() {
    let project = Project::new("broken-main", "", &[("src/main.rs", "fn main() { let x: u8 = \"\"; }")]);
    let said = project.layout(&[]);
    assert_eq!((said.code, said.out.as_str()), (Some(101), ""));
    assert!(said.err.contains("error[E0308]"));
}

#[test]
fn a_crate_without_pooled_types_is_no_error() {
    let project = library("none", "pub struct Unpooled;");
    let said = project.layout(&["--format", "json"]);
    assert_eq!((said.code, lines(&said).len()), (Some(0), 1), "{}", said.err);
    assert!(said.err.contains("note: there are no pooled types here"));
    assert!(said.out.contains("\"types\""));
}

#[test]
fn reports_of_other_versions_name_the_tool_to_update() {
    for (version, remedy) in [(2, "update cargo-pooled"), (0, "update pooled-types in the dependencies of `version")] {
        let said = library(&format!("version{version}"), &of_version(version)).layout(&[]);
        assert_eq!((said.code, said.out.as_str(), lines(&said).len()), (Some(2), "", 1), "{}", said.err);
        assert!(
            said.err.contains(&format!("its layout report has version {version}")) && said.err.contains(remedy),
            "{}",
            said.err
        );
    }
}

#[test]
fn magic_bytes_alone_are_no_type() {
    let source = format!(
        "{PLAIN}pub static BYTES: &[u8] = b\"pooled\\x1alpooled\\x1al\";\n{}\npub static END: &str = \"pooled\\x1al\";",
        of_version(1)
    );
    assert_eq!(library("magic", &source).names(&[]), ["Plain"]);
}

#[test]
fn what_is_denied_fails() {
    let project = library("poor", POOR);
    let denied: Vec<_> = Deny::value_variants().iter().filter(|deny| is_poor(**deny)).map(word).collect();
    for what in &denied {
        let said = project.layout(&["--deny", what, "--format", "json"]);
        assert_eq!((said.code, lines(&said).len()), (Some(1), 1), "{what}: {}", said.err);
        assert!(said.err.contains("denied: src/lib.rs:4: `Poor` "), "{}", said.err);
        assert!(said.out.contains("\"Poor\""));
    }
    assert_eq!(lines(&project.layout(&["--deny", "hole,straddle", "--deny", "suboptimal"])).len(), 3);
    let plain = library("plain", PLAIN);
    assert_eq!(plain.layout(&["--deny", &denied.join(",")]).code, Some(0));
}

#[test]
fn the_readme_explains_every_lint() {
    let readme = include_str!("../../README.md");
    for what in Deny::value_variants().iter().map(word) {
        assert!(readme.contains(&format!("\n| `{what}` | ")), "README.md has no row for `{what}`");
    }
}

#[test]
fn lines_may_have_another_size() {
    let project = library("line", POOR);
    assert_eq!(types(&project.json(&["--line", "128"]))[0]["line_size"], 128);
    assert_eq!(project.layout(&["--line", "128", "--deny", "straddle,hot-spread"]).code, Some(0));
}

#[test]
fn a_closed_pipe_is_no_error() {
    let project = library("pipe", PLAIN);
    project.names(&[]);
    for format in Format::value_variants().iter().map(word) {
        let mut child = project
            .layout_command(&["--format", &format])
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
        assert!(!String::from_utf8_lossy(&output.stderr).contains("error"));
    }
}

#[test]
fn bad_input_is_answered_with_one_line() {
    let project = library("bad", PLAIN);
    project.names(&[]);
    let cases: [(&[&str], &str); 27] = [
        (&["--fix", "--diff"], "error: the argument '--fix' cannot be used with '--diff'"),
        (&["--allow-dirty"], "error: the following required arguments were not provided: <--fix|--diff>"),
        (&["--allow-no-vcs"], "error: the following required arguments were not provided: <--fix|--diff>"),
        (&["--allow-repr-c"], "error: the following required arguments were not provided: <--fix|--diff>"),
        (
            &["--format", "pdf"],
            "error: invalid value 'pdf' for '--format <FORMAT>' [possible values: table, json, svg, html]",
        ),
        (&["--sort", "random"], "[possible values: source, name, size, padding, hot-lines]"),
        (&["--deny", "holes"], "[possible values: budget, hole, straddle, hot-spread, suboptimal, worse]"),
        (&["--color", "red"], "[possible values: auto, always, never]"),
        (&["--line", "48"], "error: invalid value '48' for '--line <BYTES>': a power of two from 16 to 1024 is needed"),
        (&["--line"], "error: a value is required for '--line <BYTES>'"),
        (&["--lines", "64"], "error: unexpected argument '--lines' found"),
        (&["A", "B"], "error: unexpected argument 'B' found"),
        (&["--deny", "hole,worse"], "error: the following required arguments were not provided: --against <FILE>"),
        (&["--against", "none.json"], "error: can't read `none.json`: "),
        (&["--against", "none.json", "--format", "svg"], "error: a difference is not shown in this format: "),
        (&["--against", "Cargo.toml"], "error: `Cargo.toml` is no baseline: "),
        (&["--save", "none/none.json"], "error: can't write `none/none.json`: "),
        (&["--exclude", "a"], "error: the following required arguments were not provided: --workspace"),
        (&["--release", "--profile", "dev"], "error: the argument '--release' cannot be used with '--profile <NAME>'"),
        (&["NoSuchType"], "error: no pooled type has `NoSuchType` in its path"),
        (&["--manifest-path", "none/Cargo.toml"], "error: manifest path `none/Cargo.toml` does not exist"),
        (&["-p", "nobody"], "error: package ID specification `nobody` did not match any packages"),
        (&["--bin", "nobody"], "error: no bin target named `nobody`"),
        (&["--features", "none"], "does not contain this feature: none"),
        (&["--profile", "none"], "error: profile `none` is not defined"),
        (&["--locked", "--target-dir", "Cargo.toml"], ""),
        (&["--target", "z80-unknown-none"], ""),
    ];
    for (args, wanted) in cases {
        let said = project.layout(args);
        assert_ne!(said.code, Some(0), "{args:?}");
        assert!(said.out.is_empty() && said.err.contains(wanted), "{args:?}: {}", said.err);
        assert!(wanted.is_empty() || lines(&said).len() == 1 || said.code == Some(101), "{args:?}: {}", said.err);
    }
}

#[test]
fn programs_that_are_missing_are_named() {
    let project = library("missing", PLAIN);
    let no_cargo = said(project.layout_command(&[]).env("CARGO", "/no/such/cargo"));
    assert_eq!(no_cargo.code, Some(2));
    assert!(no_cargo.err.starts_with("error: can't run `/no/such/cargo`: "), "{}", no_cargo.err);
    let no_compiler = said(project.layout_command(&[]).env("RUSTC", "/no/such/rustc"));
    assert_eq!((no_compiler.code, no_compiler.out.as_str()), (Some(101), ""));
    assert!(no_compiler.err.contains("/no/such/rustc"));
}

#[test]
fn it_may_be_called_without_cargo() {
    let project = library("direct", PLAIN);
    let direct = said(project.command(env!("CARGO_BIN_EXE_cargo-pooled")).args(["layout", "--format", "json"]));
    assert_eq!((direct.code, direct.out), (Some(0), project.layout(&["--format", "json"]).out));
    for args in [&["--help"][..], &["layout", "--help"], &["--version"]] {
        assert_eq!(said(project.command(env!("CARGO_BIN_EXE_cargo-pooled")).args(args)).code, Some(0));
    }
    assert_eq!(said(&mut project.command(env!("CARGO_BIN_EXE_cargo-pooled"))).code, Some(2));
}
