//! Misuse, and what the compiler says to it; correct use under every lint and in hostile surroundings.
//!
//! Each file in a folder of `tests/ui` makes one mistake (`several` makes more), and its `.stderr` is all that is said to it.
//! Those in `tests/ui/pass` compile and run.

#[test]
fn misuse_is_explained() {
    trybuild::TestCases::new().compile_fail("tests/ui/[!p]*/*.rs");
}

#[test]
fn correct_use_compiles() {
    trybuild::TestCases::new().pass("tests/ui/pass/*.rs");
}
