//! Random operations, against `Option`.

use pooled_collections::ReuseOption;
use pooled_runtime::{Reset, ResetWithinBytes};
use proptest::collection::vec;
use proptest::prelude::*;

use crate::cases::{at_most, cases};
use crate::trouble::{Trouble, alive, start, with_fuse};

type Troubled = ReuseOption<Trouble>;

/// An operation on an option.
#[derive(Clone, Debug)]
enum Step {
    InsertClean(u8),
    GetOrInsertClean(u8),
    GetOrInsertWith(u8),
    Insert(u8),
    Replace(u8),
    Set(u8),
    CopyFrom(Option<u8>),
    Clear,
    Take,
    Reset,
    ResetWithin(usize),
    ShrinkRetained(usize),
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        3 => (1_u8..9).prop_map(Step::InsertClean),
        3 => (1_u8..9).prop_map(Step::GetOrInsertClean),
        1 => (1_u8..9).prop_map(Step::GetOrInsertWith),
        1 => (1_u8..9).prop_map(Step::Insert),
        1 => (1_u8..9).prop_map(Step::Replace),
        1 => (1_u8..9).prop_map(Step::Set),
        2 => proptest::option::of(1_u8..9).prop_map(Step::CopyFrom),
        3 => Just(Step::Clear),
        1 => Just(Step::Take),
        2 => Just(Step::Reset),
        1 => (0_usize..3).prop_map(Step::ResetWithin),
        1 => (0_usize..3).prop_map(Step::ShrinkRetained),
    ]
}

/// Does the step with the option.
fn run(step: &Step, option: &mut Troubled) {
    match step {
        Step::InsertClean(value) => option.insert_clean().set(*value),
        Step::GetOrInsertClean(value) => option.get_or_insert_clean().set(*value),
        Step::GetOrInsertWith(value) => option.get_or_insert_with(|| Trouble::new(0)).set(*value),
        Step::Insert(value) => _ = option.insert(Trouble::new(*value)),
        Step::Replace(value) => drop(option.replace(Trouble::new(*value))),
        Step::Set(value) => option.as_mut().into_iter().for_each(|found| found.set(*value)),
        Step::CopyFrom(value) => option.copy_from(value.map(Trouble::new).as_ref()),
        Step::Clear => option.clear(),
        Step::Take => drop(option.take()),
        Step::Reset => option.reset(),
        Step::ResetWithin(bytes) => option.reset_within_bytes(*bytes),
        Step::ShrinkRetained(bytes) => option.shrink_retained(*bytes),
    }
}

/// Does the step with the model.
fn run_model(step: &Step, model: &mut Option<u8>) {
    match step {
        Step::InsertClean(value)
        | Step::GetOrInsertClean(value)
        | Step::GetOrInsertWith(value)
        | Step::Insert(value)
        | Step::Replace(value) => *model = Some(*value),
        Step::Set(value) => model.iter_mut().for_each(|found| *found = *value),
        Step::CopyFrom(value) => *model = *value,
        Step::Clear | Step::Take | Step::Reset | Step::ResetWithin(_) => *model = None,
        Step::ShrinkRetained(_) => {}
    }
}

fn content(option: &Troubled) -> Option<u8> {
    option.as_ref().map(Trouble::get)
}

fn check(option: &Troubled, model: Option<u8>) {
    assert_eq!(content(option), model);
    assert_eq!((option.is_some(), option.is_none()), (model.is_some(), model.is_none()));
    assert_eq!(alive(), option.spares() + usize::from(option.is_some()));
}

/// The spare is clean.
fn check_spare(option: &mut Troubled) {
    if option.spares() == 1 {
        assert_eq!(option.get_or_insert_with(|| unreachable!("there is a spare")).get(), 0);
    }
}

proptest! {
    #![proptest_config(cases(400))]

    #[test]
    fn is_an_option(steps in vec(step(), at_most(40))) {
        start();
        let mut option = Troubled::default();
        let mut model = None;
        for step in &steps {
            run(step, &mut option);
            run_model(step, &mut model);
            check(&option, model);
        }
        check_spare(&mut option);
        drop(option);
        prop_assert_eq!(alive(), 0);
    }

    #[test]
    fn a_panic_leaves_an_option(steps in vec((step(), 0_u32..4, any::<bool>()), at_most(40))) {
        start();
        let mut option = Troubled::default();
        for (step, fuse, drops) in &steps {
            let before = content(&option);
            let panicked = with_fuse(*fuse, *drops, || run(step, &mut option));
            let mut after = before;
            run_model(step, &mut after);
            if panicked.is_some() {
                // The clean value was set already, or it was lost.
                prop_assert!([before, after, None, Some(0)].contains(&content(&option)), "{:?}", step);
                after = content(&option);
            }
            check(&option, after);
        }
        option.clear();
        check_spare(&mut option);
        drop(option);
        prop_assert_eq!(alive(), 0);
    }
}
