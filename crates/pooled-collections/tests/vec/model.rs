//! Random operations, against `Vec`.

use proptest::collection::vec;
use proptest::prelude::*;

use crate::cases::{at_most, cases};
use crate::steps::{Step, try_panics, try_steps};

fn step() -> impl Strategy<Value = Step> {
    let index = || 0_usize..20;
    let value = || 0_u8..10;
    let values = || vec(0_u8..10, 0..12);
    prop_oneof![
        8 => value().prop_map(Step::Add),
        2 => (index(), value()).prop_map(|(at, v)| Step::AddAt(at, v)),
        2 => value().prop_map(Step::AddWith),
        4 => value().prop_map(Step::Push),
        2 => (index(), value()).prop_map(|(at, v)| Step::Insert(at, v)),
        2 => (index(), value()).prop_map(|(at, v)| Step::Set(at, v)),
        2 => values().prop_map(Step::Extend),
        2 => values().prop_map(Step::ExtendFromSlice),
        1 => values().prop_map(Step::CopyFrom),
        1 => values().prop_map(Step::Append),
        1 => index().prop_map(Step::ResizeClean),
        2 => Just(Step::Clear),
        1 => index().prop_map(Step::Truncate),
        2 => Just(Step::RemoveLast),
        2 => index().prop_map(Step::Remove),
        2 => index().prop_map(Step::SwapRemove),
        2 => (1_u8..4).prop_map(Step::Retain),
        1 => Just(Step::Dedup),
        1 => Just(Step::Pop),
        1 => index().prop_map(Step::Take),
        1 => (index(), index()).prop_map(|(start, len)| Step::Drain(start, len)),
        1 => Just(Step::Sort),
        1 => index().prop_map(Step::Reserve),
        1 => Just(Step::Shrink),
        2 => Just(Step::Reset),
        1 => (0_usize..300).prop_map(Step::ResetWithin),
        1 => (0_usize..300).prop_map(Step::ShrinkRetained),
    ]
}

proptest! {
    #![proptest_config(cases(400))]

    #[test]
    fn is_a_vector(steps in vec(step(), at_most(80))) {
        try_steps(&steps);
    }

    #[test]
    fn a_panic_loses_one_element(steps in vec((step(), 0_u32..30, any::<bool>()), at_most(60))) {
        try_panics(&steps);
    }
}
