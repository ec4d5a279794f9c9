//! The pools of values that live. Such a pool is freed when its owner drops it, unlike that of a type.
//!
//! A pool is entered when it is first used, under a [`Key`] of its own, and taken out before it is freed. Whoever looks
//! at a pool that is not his own, for statistics or because his thread ends, does so through [`if_alive`] or [`each`],
//! which keep the list locked: so the pool is not freed meanwhile. Takes and returns lock nothing. Neither code of users
//! nor the allocator runs under the lock.

use core::cell::RefCell;
use core::ptr::NonNull;

use crate::pool::type_pool::{Key, TypePool};
use crate::sync::{Mutex, MutexGuard, lock};

#[derive(Clone, Copy)]
enum Place {
    Free,
    /// For a pool that is being made.
    Reserved,
    /// The pool is valid as long as it is in the list.
    Taken(u64, &'static TypePool),
}

struct Living {
    places: Vec<Place>,
    /// No place before this one is free.
    first_free: usize,
    last_number: u64,
}

static LIVING: Mutex<Living> = Mutex::new(Living { places: Vec::new(), first_free: 0, last_number: 0 });

impl Living {
    /// The lowest free place within what is allocated.
    fn find_free(&mut self) -> Option<usize> {
        let from = self.first_free;
        let free = self.places[from..].iter().position(|place| matches!(place, Place::Free)).map(|at| from + at);
        let free = free.or_else(|| (self.places.len() < self.places.capacity()).then_some(self.places.len()))?;
        if free == self.places.len() {
            self.places.push(Place::Free);
        }
        self.first_free = free + 1;
        Some(free)
    }

    fn free(&mut self, place: usize) {
        self.places[place] = Place::Free;
        self.first_free = self.first_free.min(place);
        while let Some(Place::Free) = self.places.last() {
            self.places.pop();
        }
        self.first_free = self.first_free.min(self.places.len());
    }

    fn pools(&self) -> impl Iterator<Item = &'static TypePool> {
        self.places.iter().filter_map(|place| match place {
            Place::Taken(_, pool) => Some(*pool),
            Place::Free | Place::Reserved => None,
        })
    }
}

/// Makes a pool and enters it. O(1) as a rule.
///
/// The pool is freed as a box, by its owner alone, after it was taken out.
pub(crate) fn enter(make: impl FnOnce(Key) -> TypePool) -> NonNull<TypePool> {
    let key = reserve();
    let new = NonNull::from(Box::leak(Box::new(make(key))));
    // SAFETY: the pool lives until its owner frees it, who takes it out of the list before.
    let pool: &'static TypePool = unsafe { new.as_ref() };
    lock(&LIVING).places[key.place] = Place::Taken(key.number, pool);
    new
}

fn reserve() -> Key {
    let mut more = Vec::new();
    loop {
        let mut living = lock(&LIVING);
        if let Some(place) = living.find_free() {
            living.places[place] = Place::Reserved;
            living.last_number += 1;
            return Key { number: living.last_number, place };
        }
        if more.capacity() > living.places.len() {
            more.extend_from_slice(&living.places);
            core::mem::swap(&mut more, &mut living.places);
        }
        let len = living.places.len();
        drop(living);
        // Outside of the lock, because the allocator may be code of users.
        more = Vec::with_capacity((len * 2).max(16));
    }
}

/// Takes a pool out of the list. When this returns, no other thread looks at it any more, unless it has a reference to
/// its owner.
pub(crate) fn leave(key: Key) {
    lock(&LIVING).free(key.place);
}

/// Runs `look` on a pool if it lives, while nobody can free it. `look` runs neither code of users nor the allocator.
pub(crate) fn if_alive<R>(key: Key, look: impl FnOnce(&'static TypePool) -> R) -> Option<R> {
    match lock(&LIVING).places.get(key.place) {
        Some(&Place::Taken(number, pool)) if number == key.number => Some(look(pool)),
        _ => None,
    }
}

/// Runs `look` on each pool. It runs neither code of users nor the allocator.
pub(crate) fn each(look: impl FnMut(&'static TypePool)) {
    lock(&LIVING).pools().for_each(look);
}

/// What `look` says of each pool. It runs neither code of users nor the allocator.
pub(crate) fn collect<R>(look: impl Fn(&'static TypePool) -> R) -> Vec<R> {
    let mut found = Vec::new();
    loop {
        let living = lock(&LIVING);
        let pools = living.pools().count();
        if pools <= found.capacity() {
            found.extend(living.pools().map(look));
            return found;
        }
        drop(living);
        found = Vec::with_capacity(pools);
    }
}

std::thread_local! {
    /// The list while this thread forks the process.
    static HELD: RefCell<Option<MutexGuard<'static, Living>>> = const { RefCell::new(None) };
}

/// Keeps other threads from the list while the process is forked, so that the child finds it whole.
pub(crate) fn hold() {
    let _ = HELD.try_with(|held| held.borrow_mut().get_or_insert_with(|| lock(&LIVING)).first_free);
}

/// Lets them go on.
pub(crate) fn let_go() {
    let _ = HELD.try_with(|held| held.borrow_mut().take().is_some());
}
