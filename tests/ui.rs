//! Misuse, and what the compiler says to it; correct use in hostile surroundings.
//!
//! Each file in a folder of `tests/ui` makes one mistake (`several` makes more), and its `.stderr` is all that the
//! compiler says to it. Those in `tests/ui/pass` compile and run.
//!
//! A program of its own, because it runs the compiler for a minute.

#[cfg(not(feature = "std"))]
#[test]
fn the_need_of_std_is_explained() {
    trybuild::TestCases::new().compile_fail("tests/ui/for_std/*.rs");
}

#[cfg(feature = "std")]
#[test]
fn misuse_is_explained() {
    let cases = trybuild::TestCases::new();
    cases.compile_fail("tests/ui/[!fp]*/*.rs");
    cases.compile_fail("tests/ui/field/*.rs");
    cases.compile_fail("tests/ui/function/*.rs");
    #[cfg(not(feature = "zeroize"))]
    cases.compile_fail("tests/ui/features/*.rs");
    #[cfg(feature = "zeroize")]
    cases.compile_fail("tests/ui/forgotten/*.rs");
}

#[cfg(feature = "std")]
#[test]
fn correct_use_compiles() {
    trybuild::TestCases::new().pass("tests/ui/pass/*.rs");
}
