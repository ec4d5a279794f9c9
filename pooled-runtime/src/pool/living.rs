//! The pools of values that live. Such a pool is freed when its owner drops it, unlike that of a type.
//!
//! A pool is entered when it is first used, under a [`Key`] of its own, and taken out before it is freed. Whoever looks
//! at a pool that is not his own, for statistics or because his thread ends, does so through `if_alive` or `each`,
//! which keep the list locked: so the pool is not freed meanwhile. Takes and returns lock nothing. Neither code of
//! users nor the allocator runs under the lock.

#[cfg(not(pooled_loom))]
use core::cell::RefCell;
use core::ptr::NonNull;

use crate::pool::type_pool::{Key, TypePool};
#[cfg(not(pooled_loom))]
use crate::sync::MutexGuard;
use crate::sync::{Mutex, const_fn, lock};

#[derive(Clone, Copy)]
enum Place {
    Free,
    /// For a pool that is being made.
    Reserved,
    /// The pool is valid as long as it is in the list.
    Taken(u64, &'static TypePool),
}

/// The pools that live. There is one list in a process; models have their own.
pub(crate) struct Living {
    list: Mutex<List>,
}

struct List {
    places: Vec<Place>,
    /// No place before this one is free.
    first_free: usize,
    last_number: u64,
}

/// Those of this process.
#[cfg(not(pooled_loom))]
pub(crate) static LIVING: Living = Living::new();

impl Living {
    const_fn! {
        pub(crate) const fn new() -> Self {
            Self { list: Mutex::new(List { places: Vec::new(), first_free: 0, last_number: 0 }) }
        }
    }

    /// Makes a pool and enters it. O(1) as a rule.
    ///
    /// The pool is freed as a box, by its owner alone, after it was taken out.
    pub(crate) fn enter(&self, make: impl FnOnce(Key) -> TypePool) -> NonNull<TypePool> {
        let key = self.reserve();
        let new = NonNull::from(Box::leak(Box::new(make(key))));
        // SAFETY: the pool lives until its owner frees it, who takes it out of the list before.
        let pool: &'static TypePool = unsafe { new.as_ref() };
        lock(&self.list).places[key.place] = Place::Taken(key.number, pool);
        new
    }

    fn reserve(&self) -> Key {
        let mut more = Vec::new();
        loop {
            let mut list = lock(&self.list);
            if let Some(place) = list.find_free() {
                list.places[place] = Place::Reserved;
                return Key { number: list.next_number(), place };
            }
            if more.capacity() > list.places.len() {
                more.extend_from_slice(&list.places);
                core::mem::swap(&mut more, &mut list.places);
            }
            let len = list.places.len();
            drop(list);
            // Outside of the lock, because the allocator may be code of users.
            more = Vec::with_capacity((len * 2).max(16));
        }
    }

    /// Takes a pool out of the list. When this returns, no other thread looks at it any more, unless it has a reference
    /// to its owner.
    pub(crate) fn leave(&self, key: Key) {
        lock(&self.list).free(key.place);
    }

    /// Runs `look` on a pool if it lives, while nobody can free it. `look` runs neither code of users nor the
    /// allocator.
    pub(crate) fn if_alive<R>(&self, key: Key, look: impl FnOnce(&'static TypePool) -> R) -> Option<R> {
        match lock(&self.list).places.get(key.place) {
            Some(&Place::Taken(number, pool)) if number == key.number => Some(look(pool)),
            _ => None,
        }
    }

    /// Runs `work`, which is over soon, while nobody else runs such work or looks at the list. It runs neither code of
    /// users nor the allocator.
    pub(crate) fn alone(&self, work: impl FnOnce()) {
        let _list = lock(&self.list);
        work();
    }

    /// The same, unless somebody else does.
    pub(crate) fn try_alone(&self, work: impl FnOnce()) {
        if let Ok(_list) = self.list.try_lock() {
            work();
        }
    }

    /// Runs `look` on each pool. It runs neither code of users nor the allocator.
    pub(crate) fn each(&self, look: impl FnMut(&'static TypePool)) {
        lock(&self.list).pools().for_each(look);
    }

    /// What `look` says of each pool. It runs neither code of users nor the allocator.
    pub(crate) fn collect<R>(&self, look: impl Fn(&'static TypePool) -> R) -> Vec<R> {
        let mut found = Vec::new();
        loop {
            let list = lock(&self.list);
            let pools = list.pools().count();
            if pools <= found.capacity() {
                found.extend(list.pools().map(look));
                return found;
            }
            drop(list);
            found = Vec::with_capacity(pools);
        }
    }
}

#[cfg(all(test, not(pooled_loom)))]
impl Living {
    /// Has the numbers of pools begin anew after so many more. For a process whose threads do not know the first ones.
    pub(crate) fn wrap_after(&self, pools: u64) {
        lock(&self.list).last_number = Key::LAST - pools;
    }

    pub(crate) fn last_number(&self) -> u64 {
        lock(&self.list).last_number
    }
}

impl List {
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

    fn next_number(&mut self) -> u64 {
        self.last_number = self.last_number % Key::LAST + 1;
        self.last_number
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

#[cfg(not(pooled_loom))]
std::thread_local! {
    /// The list of the process while this thread forks it.
    static HELD: RefCell<Option<MutexGuard<'static, List>>> = const { RefCell::new(None) };
}

/// Keeps other threads from the list while the process is forked, so that the child finds it whole.
#[cfg(not(pooled_loom))]
pub(crate) fn hold() {
    let _ = HELD.try_with(|held| held.borrow_mut().get_or_insert_with(|| lock(&LIVING.list)).first_free);
}

/// Lets them go on.
#[cfg(not(pooled_loom))]
pub(crate) fn let_go() {
    let _ = HELD.try_with(|held| held.borrow_mut().take().is_some());
}

#[cfg(all(test, not(pooled_loom)))]
mod tests {
    use super::{List, Place};

    /// The list is locked then, and the allocator may be code of users.
    #[test]
    fn a_place_is_found_without_an_allocation() {
        let mut list = List { places: Vec::with_capacity(3), first_free: 0, last_number: 0 };
        let capacity = list.places.capacity();
        for place in 0..capacity {
            assert_eq!(list.find_free(), Some(place));
            list.places[place] = Place::Reserved;
        }
        assert_eq!((list.find_free(), list.places.capacity()), (None, capacity));
        list.free(1);
        assert_eq!(list.find_free(), Some(1), "the lowest that is free");
    }

    #[test]
    fn each_free_place_is_found_once() {
        let mut list = List { places: vec![Place::Reserved; 5], first_free: 5, last_number: 0 };
        list.free(0);
        list.free(2);
        for place in [0, 2] {
            assert_eq!(list.find_free(), Some(place));
            list.places[place] = Place::Reserved;
        }
    }
}
