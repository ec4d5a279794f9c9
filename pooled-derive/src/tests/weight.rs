//! The report of the layout adds no byte to a program.
//!
//! A program is built as the derive prints it, and once more without the statics that carry the report. The two files
//! are the same. They are stripped of the names of symbols, into which the compiler hashes the source. In a third
//! program the statics are used: there the report is found, so that the comparison would see it in the others.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use syn::{DeriveInput, Item};

use crate::derive::Derive;
use crate::driver;

const STATIC: &str = "static __POOLED_LAYOUT";
/// The bytes that each report starts with.
const MAGIC: &[u8] = b"pooled\x1al";
const REPORTS: usize = 4;

#[test]
fn the_report_is_in_no_program() {
    let (with, statics) = program();
    assert_eq!(statics, REPORTS);
    let without = leave_out(&with);
    let used = with.replace(STATIC, &format!("#[used] {STATIC}"));

    let reported = build(&with);
    assert_eq!(reports_in(&reported), 0);
    assert!(reported == build(&without), "the report is in the program in some other form");
    assert_eq!(reports_in(&build(&used)), REPORTS, "reports that are in a program are not found");
}

/// The program with what the derive prints in the place of the derive, and the number of reports in it.
fn program() -> (String, usize) {
    let source = include_str!("../../tests/weight/program.rs");
    let types = syn::parse_file(source).expect("the program is written in Rust").items;
    let printed: String = types.into_iter().filter_map(expand).collect();
    let lines = source.lines().filter(|line| !line.trim_start().starts_with("#[pooled("));
    let plain = lines.collect::<Vec<_>>().join("\n").replace("derive(Pooled, ", "derive(");
    let statics = printed.matches(STATIC).count();
    (format!("{plain}\n{printed}"), statics)
}

/// What the derive prints for a type.
fn expand(item: Item) -> Option<String> {
    let input: DeriveInput = match item {
        Item::Struct(item) => item.into(),
        Item::Enum(item) => item.into(),
        _ => return None,
    };
    Some(prettyplease::unparse(&syn::parse2(driver::run(&input, Derive::Pooled)).expect("what is printed are items")))
}

/// The program without the statics. It has as many lines as before, because the numbers of lines are in the program.
fn leave_out(program: &str) -> String {
    let mut parts = program.split(STATIC);
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |kept, part| {
        let (left_out, rest) = part.split_once(';').expect("a static ends");
        kept + &"\n".repeat(left_out.matches('\n').count()) + rest
    })
}

/// The program, built for release, always in the same place.
fn build(program: &str) -> Vec<u8> {
    let folder = folder();
    let facade = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the facade is around the derive");
    let manifest = format!(
        "[package]\nname = \"weight\"\nedition = \"2024\"\n[dependencies]\npooled-types = {{ path = {facade:?} }}\n\
         [profile.release]\nstrip = true\n[workspace]\n"
    );
    write(&folder.join("Cargo.toml"), manifest.as_bytes());
    write(&folder.join("src/main.rs"), program.as_bytes());
    // The versions of the workspace, so that nothing is downloaded.
    write(&folder.join("Cargo.lock"), &fs::read(facade.join("Cargo.lock")).expect("cargo has written it"));
    let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.args(["build", "--release", "--offline", "--quiet"]).current_dir(&folder);
    cargo.env("CARGO_TARGET_DIR", folder.join("target")).env_remove("RUSTFLAGS");
    assert!(cargo.status().expect("cargo runs").success(), "the program in {} is not built", folder.display());
    fs::read(folder.join("target/release/weight").with_extension(env::consts::EXE_EXTENSION)).expect("it is built")
}

/// A folder beside those of the profiles.
fn folder() -> PathBuf {
    let test = env::current_exe().expect("a test has a path");
    test.ancestors().nth(3).expect("it is in `debug/deps`").join("weight")
}

fn write(path: &Path, bytes: &[u8]) {
    fs::create_dir_all(path.parent().expect("a file is in a folder")).expect("a folder can be made");
    fs::write(path, bytes).expect("a file can be written");
}

fn reports_in(program: &[u8]) -> usize {
    program.windows(MAGIC.len()).filter(|window| *window == MAGIC).count()
}
