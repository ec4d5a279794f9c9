//! Operations on a map, done with it and with the map of the standard library.

use std::collections::HashMap;

use pooled_runtime::{Reset, ResetWithinBytes};

use crate::trouble::{Trouble, alive, start, with_fuse};
use crate::troubled::{Troubled, content};

/// An operation on a map. Keys and values are small numbers.
#[derive(Clone, Debug)]
pub(crate) enum Step {
    EntryRef(u8, u8),
    Insert(u8, u8),
    GetMut(u8, u8),
    Remove(u8),
    Take(u8),
    RemoveEntry(u8),
    Retain(u8),
    Extend(Vec<(u8, u8)>),
    CopyFrom(Vec<(u8, u8)>),
    Clear,
    Drain(usize),
    Reserve(u8),
    Shrink,
    Reset,
    ResetWithin(u16),
    ShrinkRetained(u16),
}

fn troubles(pairs: &[(u8, u8)]) -> impl Iterator<Item = (Trouble, Trouble)> {
    pairs.iter().map(|&(key, value)| (Trouble::new(key), Trouble::new(value)))
}

/// Does the step with the map.
fn run(step: &Step, map: &mut Troubled) {
    match step {
        Step::EntryRef(key, value) => map.entry_ref(&Trouble::new(*key)).set(*value),
        Step::Insert(key, value) => drop(map.insert(Trouble::new(*key), Trouble::new(*value))),
        Step::GetMut(key, value) => map.get_mut(&Trouble::new(*key)).into_iter().for_each(|found| found.set(*value)),
        Step::Remove(key) => _ = map.remove(&Trouble::new(*key)),
        Step::Take(key) => drop(map.take(&Trouble::new(*key))),
        Step::RemoveEntry(key) => drop(map.remove_entry(&Trouble::new(*key))),
        Step::Retain(modulus) => map.retain(|key, _| key.get() % modulus != 0),
        Step::Extend(pairs) => map.extend(troubles(pairs)),
        Step::CopyFrom(pairs) => map.copy_from(&troubles(pairs).collect::<Troubled>()),
        Step::Clear => map.clear(),
        Step::Drain(taken) => map.drain().take(*taken).for_each(drop),
        Step::Reserve(additional) => map.reserve(usize::from(*additional)),
        Step::Shrink => map.shrink_to_fit(),
        Step::Reset => map.reset(),
        Step::ResetWithin(bytes) => map.reset_within_bytes(usize::from(*bytes)),
        Step::ShrinkRetained(bytes) => map.shrink_retained(usize::from(*bytes)),
    }
}

/// Does the step with the model.
fn run_model(step: &Step, model: &mut HashMap<u8, u8>) {
    match step {
        Step::EntryRef(key, value) | Step::Insert(key, value) => drop(model.insert(*key, *value)),
        Step::GetMut(key, value) => model.get_mut(key).into_iter().for_each(|found| *found = *value),
        Step::Remove(key) | Step::Take(key) | Step::RemoveEntry(key) => drop(model.remove(key)),
        Step::Retain(modulus) => model.retain(|key, _| key % modulus != 0),
        Step::Extend(pairs) => model.extend(pairs.iter().copied()),
        Step::CopyFrom(pairs) => *model = pairs.iter().copied().collect(),
        Step::Clear | Step::Drain(_) | Step::Reset | Step::ResetWithin(_) => model.clear(),
        Step::Reserve(_) | Step::Shrink | Step::ShrinkRetained(_) => {}
    }
}

/// Whether the step may drop, on purpose, entries that are in the map or spare.
fn frees(step: &Step) -> bool {
    match step {
        Step::Take(_)
        | Step::RemoveEntry(_)
        | Step::Drain(_)
        | Step::Shrink
        | Step::Reset
        | Step::ResetWithin(_)
        | Step::ShrinkRetained(_) => true,
        Step::EntryRef(..)
        | Step::Insert(..)
        | Step::GetMut(..)
        | Step::Remove(_)
        | Step::Retain(_)
        | Step::Extend(_)
        | Step::CopyFrom(_)
        | Step::Clear
        | Step::Reserve(_) => false,
    }
}

/// The map and the model have the same in them, by every way to look.
fn check(map: &Troubled, model: &HashMap<u8, u8>) {
    assert_eq!(&content(map), model);
    assert_eq!((map.len(), map.is_empty()), (model.len(), model.is_empty()));
    assert_eq!(map.iter().len(), model.len());
    assert!(map.capacity() >= map.len());
    for key in (0..40).step_by(if cfg!(miri) { 9 } else { 1 }) {
        assert_eq!(map.get(&key).map(Trouble::get), model.get(&key).copied());
        assert_eq!(map.contains_key(&key), model.contains_key(&key));
        assert_eq!(map.get_key_value(&key).is_some(), model.contains_key(&key));
    }
    assert_eq!(alive(), 2 * (map.len() + map.spares()), "every value is in the map, is spare, or was dropped");
}

/// Every spare is clean.
fn check_spares(map: &mut Troubled) {
    map.clear();
    for key in 0..=u8::try_from(map.spares().min(200)).unwrap() {
        assert_eq!(map.entry_ref(&Trouble::new(key)).get(), 0);
    }
}

/// After a panic each key is as before the step or as after it, but for one.
fn check_after_panic(map: &Troubled, before: &HashMap<u8, u8>, after: &HashMap<u8, u8>) {
    let now = content(map);
    let odd = (0..=u8::MAX).filter(|key| now.get(key) != before.get(key) && now.get(key) != after.get(key));
    assert!(odd.count() <= 1, "{before:?} to {after:?}, but the map has {now:?}");
}

/// Does the steps with a map and with the model.
///
/// # Panics
/// If they differ.
pub(crate) fn try_steps(steps: &[Step]) {
    start();
    let mut map = Troubled::default();
    let mut model = HashMap::new();
    for step in steps {
        run(step, &mut map);
        run_model(step, &mut model);
        check(&map, &model);
    }
    check_spares(&mut map);
    drop(map);
    assert_eq!(alive(), 0);
}

/// The same with calls of code of users that panic: with each step, the one behind so many others, of drops too or not.
///
/// # Panics
/// If a panic loses more than one entry.
pub(crate) fn try_panics(steps: &[(Step, u32, bool)]) {
    start();
    let mut map = Troubled::default();
    for (step, fuse, drops) in steps {
        let before = content(&map);
        let all_before = map.len() + map.spares();
        let panicked = with_fuse(*fuse, *drops, || run(step, &mut map));
        let mut after = before.clone();
        run_model(step, &mut after);
        if panicked.is_some() {
            // `copy_from` clears the map first, so a key may also be gone, and have the value of a new entry.
            if !matches!(step, Step::CopyFrom(_) | Step::Extend(_)) {
                check_after_panic(&map, &before, &after);
            }
            if !frees(step) {
                assert!(map.len() + map.spares() + 1 >= all_before, "{step:?} lost entries");
            }
            after = content(&map);
        }
        check(&map, &after);
    }
    check_spares(&mut map);
    drop(map);
    assert_eq!(alive(), 0);
}
