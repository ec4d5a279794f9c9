//! Random operations, against the map of the standard library.

use proptest::collection::vec;
use proptest::prelude::*;

use crate::cases::{at_most, cases};
use crate::steps::{Step, try_panics, try_steps};

fn step() -> impl Strategy<Value = Step> {
    let key = || 0_u8..40;
    let pairs = || vec((0_u8..40, any::<u8>()), 0..12);
    prop_oneof![
        8 => (key(), any::<u8>()).prop_map(|(k, v)| Step::EntryRef(k, v)),
        4 => (key(), any::<u8>()).prop_map(|(k, v)| Step::Insert(k, v)),
        2 => (key(), any::<u8>()).prop_map(|(k, v)| Step::GetMut(k, v)),
        3 => key().prop_map(Step::Remove),
        1 => key().prop_map(Step::Take),
        1 => key().prop_map(Step::RemoveEntry),
        1 => (1_u8..4).prop_map(Step::Retain),
        1 => pairs().prop_map(Step::Extend),
        1 => pairs().prop_map(Step::CopyFrom),
        2 => Just(Step::Clear),
        1 => (0_usize..12).prop_map(Step::Drain),
        1 => (0_u8..50).prop_map(Step::Reserve),
        1 => Just(Step::Shrink),
        2 => Just(Step::Reset),
        1 => (0_u16..3000).prop_map(Step::ResetWithin),
        1 => (0_u16..3000).prop_map(Step::ShrinkRetained),
    ]
}

proptest! {
    #![proptest_config(cases(400))]

    #[test]
    fn is_a_map(steps in vec(step(), at_most(80))) {
        try_steps(&steps);
    }

    #[test]
    fn a_panic_loses_one_entry(steps in vec((step(), 0_u32..30, any::<bool>()), at_most(60))) {
        try_panics(&steps);
    }
}
