//! Compares the fast paths, as the compiler made them, with what was recorded: how many instructions they take, and which.
//!
//! `cargo test -p guard` in `benches/`. With `POOLED_BLESS=1` it records what it finds; commit that with its cause.

mod assembly;
mod build;
mod callgrind;
mod counts;
mod normal;
mod record;

/// What a failure ends with if records may be written anew.
const HOW_TO_BLESS: &str =
    "If this is meant: `POOLED_BLESS=1 cargo test -p guard` in benches/, and commit what it writes to benches/guard.\n";

#[test]
fn instructions_are_as_many_as_recorded() {
    report(counts::check());
}

#[test]
fn assembly_is_as_recorded() {
    report(assembly::check());
}

/// Fails with the text as it is, not quoted.
fn report(outcome: Result<(), String>) {
    if let Err(text) = outcome {
        panic!("\n{text}");
    }
}
