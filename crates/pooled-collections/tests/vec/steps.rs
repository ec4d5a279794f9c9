//! Operations on a vector, done with it and with `Vec`.

use std::ops::Range;

use pooled_collections::ReuseVec;
use pooled_runtime::{Reset, ResetWithinBytes};

use crate::trouble::{Trouble, alive, start, with_fuse};

type Troubled = ReuseVec<Trouble>;

/// An operation on a vector. Elements are small numbers; an index counts modulo the length.
#[derive(Clone, Debug)]
pub(crate) enum Step {
    Add(u8),
    AddAt(usize, u8),
    AddWith(u8),
    Push(u8),
    Insert(usize, u8),
    Set(usize, u8),
    Extend(Vec<u8>),
    ExtendFromSlice(Vec<u8>),
    CopyFrom(Vec<u8>),
    Append(Vec<u8>),
    ResizeClean(usize),
    Clear,
    Truncate(usize),
    RemoveLast,
    Remove(usize),
    SwapRemove(usize),
    Retain(u8),
    Dedup,
    Pop,
    Take(usize),
    Drain(usize, usize),
    Sort,
    Reserve(usize),
    Shrink,
    Reset,
    ResetWithin(usize),
    ShrinkRetained(usize),
}

fn troubles(values: &[u8]) -> impl Iterator<Item = Trouble> {
    values.iter().copied().map(Trouble::new)
}

/// Does the step with the vector.
fn run(step: &Step, vec: &mut Troubled) {
    let len = vec.len();
    let index = |at: usize| at % len;
    match step {
        Step::Add(value) => vec.add().set(*value),
        Step::AddAt(at, value) => vec.add_at(*at % (len + 1)).set(*value),
        Step::AddWith(value) => vec.add_with(|| Trouble::new(0)).set(*value),
        Step::Push(value) => vec.push(Trouble::new(*value)),
        Step::Insert(at, value) => vec.insert(*at % (len + 1), Trouble::new(*value)),
        Step::Set(..) | Step::Remove(_) | Step::SwapRemove(_) | Step::Take(_) if len == 0 => {}
        Step::Set(at, value) => vec[index(*at)].set(*value),
        Step::Extend(values) => vec.extend(troubles(values)),
        Step::ExtendFromSlice(values) => vec.extend_from_slice(&troubles(values).collect::<Vec<_>>()),
        Step::CopyFrom(values) => vec.copy_from(&troubles(values).collect::<Vec<_>>()),
        Step::Append(values) => vec.append(&mut troubles(values).collect()),
        Step::ResizeClean(len) => vec.resize_clean(*len),
        Step::Clear => vec.clear(),
        Step::Truncate(len) => vec.truncate(*len),
        Step::RemoveLast => _ = vec.remove_last(),
        Step::Remove(at) => vec.remove(index(*at)),
        Step::SwapRemove(at) => vec.swap_remove(index(*at)),
        Step::Retain(modulus) => vec.retain(|value| value.get() % modulus != 0),
        Step::Dedup => vec.dedup(),
        Step::Pop => drop(vec.pop()),
        Step::Take(at) => drop(vec.take(index(*at))),
        Step::Drain(start, count) => drop(vec.drain(clamp(*start, *count, len))),
        Step::Sort => vec.sort_by_key(Trouble::get),
        Step::Reserve(additional) => vec.reserve(*additional),
        Step::Shrink => vec.shrink_to_fit(),
        Step::Reset => vec.reset(),
        Step::ResetWithin(bytes) => vec.reset_within_bytes(*bytes),
        Step::ShrinkRetained(bytes) => vec.shrink_retained(*bytes),
    }
}

/// Does the step with the model.
fn run_model(step: &Step, model: &mut Vec<u8>) {
    let len = model.len();
    let index = |at: usize| at % len;
    match step {
        Step::Add(value) | Step::AddWith(value) | Step::Push(value) => model.push(*value),
        Step::AddAt(at, value) | Step::Insert(at, value) => model.insert(*at % (len + 1), *value),
        Step::Set(..) | Step::Remove(_) | Step::SwapRemove(_) | Step::Take(_) if len == 0 => {}
        Step::Set(at, value) => model[index(*at)] = *value,
        Step::Extend(values) | Step::ExtendFromSlice(values) | Step::Append(values) => model.extend(values),
        Step::CopyFrom(values) => model.clone_from(values),
        Step::ResizeClean(len) => model.resize(*len, 0),
        Step::Clear | Step::Reset | Step::ResetWithin(_) => model.clear(),
        Step::Truncate(len) => model.truncate(*len),
        Step::RemoveLast | Step::Pop => _ = model.pop(),
        Step::Remove(at) | Step::Take(at) => _ = model.remove(index(*at)),
        Step::SwapRemove(at) => _ = model.swap_remove(index(*at)),
        Step::Retain(modulus) => model.retain(|value| value % modulus != 0),
        Step::Dedup => model.dedup(),
        Step::Drain(start, count) => drop(model.drain(clamp(*start, *count, len))),
        Step::Sort => model.sort_unstable(),
        Step::Reserve(_) | Step::Shrink | Step::ShrinkRetained(_) => {}
    }
}

/// A range within the length.
fn clamp(start: usize, count: usize, len: usize) -> Range<usize> {
    let start = start.min(len);
    start..(start + count).min(len)
}

/// Whether the step may drop, on purpose, elements that are live or spare; or add some.
fn changes_count(step: &Step) -> bool {
    match step {
        Step::Pop
        | Step::Take(_)
        | Step::Drain(..)
        | Step::Shrink
        | Step::Reset
        | Step::ResetWithin(_)
        | Step::ShrinkRetained(_) => true,
        Step::Add(_)
        | Step::AddAt(..)
        | Step::AddWith(_)
        | Step::Push(_)
        | Step::Insert(..)
        | Step::Set(..)
        | Step::Extend(_)
        | Step::ExtendFromSlice(_)
        | Step::CopyFrom(_)
        | Step::Append(_)
        | Step::ResizeClean(_)
        | Step::Clear
        | Step::Truncate(_)
        | Step::RemoveLast
        | Step::Remove(_)
        | Step::SwapRemove(_)
        | Step::Retain(_)
        | Step::Dedup
        | Step::Sort
        | Step::Reserve(_) => false,
    }
}

/// What a vector has in it.
fn content(vec: &Troubled) -> Vec<u8> {
    vec.iter().map(Trouble::get).collect()
}

/// The vector and the model have the same in them.
fn check(vec: &Troubled, model: &[u8]) {
    assert_eq!(content(vec), model);
    assert_eq!((vec.len(), vec.is_empty()), (model.len(), model.is_empty()));
    assert!(vec.capacity() >= vec.len() + vec.spares());
    assert_eq!(alive(), vec.len() + vec.spares(), "every value is in the vector, is spare, or was dropped");
}

/// Every spare is clean.
fn check_spares(vec: &mut Troubled) {
    for _ in 0..vec.spares() {
        assert_eq!(vec.add_with(|| unreachable!("there is a spare")).get(), 0);
    }
}

/// How often each number is there.
fn counts(values: &[u8]) -> [usize; 10] {
    core::array::from_fn(|number| values.iter().filter(|&&value| usize::from(value) == number).count())
}

/// After a panic no number is there more often than before the step or after it, and at most one more is missing than
/// those that the step removes.
fn check_after_panic(now: &[u8], before: &[u8], after: &[u8]) {
    let (now, before, after) = (counts(now), counts(before), counts(after));
    let missing = |number: usize| before[number].min(after[number]).saturating_sub(now[number]);
    assert!((1..10).map(missing).sum::<usize>() <= 1, "{before:?} to {after:?}, but there are {now:?}");
    assert!((1..10).all(|number| now[number] <= before[number].max(after[number])));
}

/// Does the steps with a vector and with the model.
///
/// # Panics
/// If they differ.
pub(crate) fn try_steps(steps: &[Step]) {
    start();
    let mut vec = Troubled::default();
    let mut model = Vec::new();
    for step in steps {
        run(step, &mut vec);
        run_model(step, &mut model);
        check(&vec, &model);
    }
    check_spares(&mut vec);
    drop(vec);
    assert_eq!(alive(), 0);
}

/// The same with calls of code of users that panic: with each step, the one behind so many others, of drops too or not.
///
/// # Panics
/// If a panic loses more than one element.
pub(crate) fn try_panics(steps: &[(Step, u32, bool)]) {
    start();
    let mut vec = Troubled::default();
    for (step, fuse, drops) in steps {
        let before = content(&vec);
        let all_before = vec.len() + vec.spares();
        let panicked = with_fuse(*fuse, *drops, || run(step, &mut vec));
        let mut after = before.clone();
        run_model(step, &mut after);
        if panicked.is_some() {
            // Others may have left the vector on purpose before new ones came.
            if !matches!(step, Step::CopyFrom(_)) {
                check_after_panic(&content(&vec), &before, &after);
            }
            if !changes_count(step) {
                assert!(vec.len() + vec.spares() + 1 >= all_before, "{step:?} lost elements");
            }
            after = content(&vec);
        }
        check(&vec, &after);
    }
    vec.clear();
    check_spares(&mut vec);
    drop(vec);
    assert_eq!(alive(), 0);
}
