//! Compares the fast paths, as the compiler made them, with the records: how many instructions they take, and which.
//!
//! `cargo test -p guard` in `benches/` runs it. With `POOLED_BLESS=1` it records what it finds. Commit the records
//! together with what changed them.

mod assembly;
mod build;
mod callgrind;
mod counts;
mod normal;
mod record;

#[test]
fn instructions_are_as_many_as_recorded() {
    report(counts::check());
}

#[test]
fn assembly_is_as_recorded() {
    report(assembly::check());
}

/// Fails with the text itself. `unwrap` would quote it.
fn report(outcome: Result<(), String>) {
    if let Err(text) = outcome {
        panic!("\n{text}");
    }
}
