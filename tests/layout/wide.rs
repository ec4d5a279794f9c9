//! Structs of two thousand fields. The compiler evaluates their layouts and budgets, and must come to an end.

#![allow(dead_code, reason = "fields are measured, not used")]

use pooled_types::{Reset, TypeLayout};

/// Repeats the fields as often as the numbers say, one number after the other, and makes structs of the result.
macro_rules! wide {
    ([] $($field:tt)*) => {
        #[derive(Reset)]
        #[repr(C)]
        #[pooled(max_size = 32_000, max_lines = 500)]
        struct Declared($($field)*);

        #[derive(Reset)]
        #[pooled(max_size = 32_000)]
        struct Sorted($($field)*);
    };
    ([4 $($more:tt)*] $($f:tt)*) => { wide! { [$($more)*] $($f)* $($f)* $($f)* $($f)* } };
    ([5 $($more:tt)*] $($f:tt)*) => { wide! { [$($more)*] $($f)* $($f)* $($f)* $($f)* $($f)* } };
}

wide! { [4 4 5 5] #[pooled(hot)] u8, [u64; 3], #[pooled(cold)] u16, u32, #[pooled(cold)] [u8; 3], }

#[test]
fn two_thousand_fields() {
    const LAYOUT: TypeLayout = TypeLayout::of::<Declared>();
    const IMPROVES: bool = LAYOUT.suggestion().improves;
    let suggestion = LAYOUT.suggestion();
    assert_eq!((LAYOUT.declared_fields().len(), IMPROVES), (2_000, true));
    // There are 400 of each of the five fields, which have 34 bytes together. The hot one has 1 byte.
    assert_eq!((suggestion.then.hot_lines, suggestion.then.size), (7, 13_600));
    let starts: Vec<_> = TypeLayout::of::<Sorted>().fields().map(|field| field.offset).collect();
    assert!(starts.is_sorted() && starts.len() == 2_000);
}
