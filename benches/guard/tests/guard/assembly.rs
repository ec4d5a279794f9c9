//! The instructions of each function of `guard`, as an optimised executable has them before it is linked.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::build::{cargo, run, temporary};
use crate::normal::function;
use crate::record::{HOW_TO_BLESS, Record, compiler, is_blessing, is_other_target, say, write};

/// The public functions of the crate.
const FUNCTIONS: &[&str] = &[
    "take_static",
    "try_take_static",
    "drop_static",
    "take_generic",
    "drop_generic",
    "clone_shared",
    "drop_shared",
    "take_value",
    "drop_value",
];

pub fn check() -> Result<(), String> {
    if is_other_target("assembly is")? {
        return Ok(());
    }
    let record = |&name: &&'static str| (name, Record::read(&format!("assembly/{name}.s")));
    let records: Vec<_> = FUNCTIONS.iter().map(record).collect();
    if is_blessing() {
        return bless(&records, &assembly()?);
    }
    if let Some(other) = of_other_compiler(&records)? {
        say(&format!("assembly is not compared: recorded with {other}, this is {}", compiler()?));
        return Ok(());
    }
    compare_all(&records, &assembly()?)
}

type Records<'a> = &'a [(&'static str, Record)];

/// The compiler of the records, if this run has another one.
fn of_other_compiler<'a>(records: Records<'a>) -> Result<Option<&'a str>, String> {
    for (_, record) in records {
        if !record.is_missing() && !record.is_of_this_compiler()? {
            return Ok(Some(&record.compiler));
        }
    }
    Ok(None)
}

fn bless(records: Records, assembly: &str) -> Result<(), String> {
    records.iter().try_for_each(|(name, record)| record.write(&find(assembly, name)?))
}

fn compare_all(records: Records, assembly: &str) -> Result<(), String> {
    let mut differences = String::new();
    for (name, record) in records {
        differences += &compare(record, name, &find(assembly, name)?)?;
    }
    if differences.is_empty() {
        return Ok(());
    }
    Err(format!("The assembly of fast paths changed:\n{differences}{}", HOW_TO_BLESS))
}

/// The assembly of this crate. It is built anew, because cargo does not know whether the file is of the same build.
fn assembly() -> Result<String, String> {
    let path = temporary("guard.s");
    run(&mut cargo("clean", "assembly"))?;
    let mut rustc = cargo("rustc", "assembly");
    rustc.args(["--lib", "--", "-C", "symbol-mangling-version=v0", "-C", "llvm-args=-x86-asm-syntax=intel"]);
    // As in an executable: there a thread-local is at a known distance from the register of the thread.
    rustc.args(["-C", "relocation-model=pie", "--emit"]).arg(format!("asm={}", path.display()));
    run(&mut rustc)?;
    fs::read_to_string(&path).map_err(|error| format!("{} can't be read: {error}", path.display()))
}

fn find(assembly: &str, name: &str) -> Result<String, String> {
    function(assembly, &format!("guard::{name}"))
        .ok_or_else(|| format!("the assembly has no function `{name}`: it must be public and `#[inline(never)]`"))
}

/// The difference between the record of a function and what was found; empty if there is none.
fn compare(record: &Record, name: &str, found: &str) -> Result<String, String> {
    if record.body == found {
        return Ok(String::new());
    }
    if record.is_missing() {
        return Ok(format!("{} is missing\n", record.path.display()));
    }
    let new = temporary(&format!("{name}.s"));
    write(&new, &format!("# {}\n{found}", compiler()?))?;
    difference(&record.name, &new)
}

/// What git shows of two files that differ.
fn difference(before: &str, after: &Path) -> Result<String, String> {
    let mut git = Command::new("git");
    git.current_dir(env!("CARGO_MANIFEST_DIR"))
        .args(["diff", "--no-index", "--no-color", "--no-ext-diff", "--no-prefix", "--"])
        .arg(before)
        .arg(after);
    let output = git.output().map_err(|error| format!("git does not start: {error}"))?;
    match output.stdout.is_empty() {
        false => Ok(String::from_utf8_lossy(&output.stdout).into_owned()),
        true => Err(format!("git shows no difference: {}", String::from_utf8_lossy(&output.stderr))),
    }
}
