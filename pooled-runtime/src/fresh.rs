//! The reset of a fresh object, and what it would lose.
//!
//! A fresh object is reset before its first use, so that it is as a reused one. If `Default` or `new` puts something
//! into a field without a rule, it is lost then, and nobody sees where it went. So in builds with debug assertions that
//! is a panic, which names the fields. Each fresh object is asked, not only the first of its type. Otherwise one taker
//! would see the panic, and all others would get objects without the content.
//!
//! The reset itself asks. It passes an observer to each part that it resets by its `Reset`, and the part tells the
//! observer of its content. So a field whose rule says what it is after a reset is not asked, and neither is a type
//! whose `Reset` is written by hand. Capacity is no content.
//!
//! A part is known by its address. The facts about the layout have the name of the field at that place.
//!
//! Release builds have nothing of this. Without `std` there are no thread-locals for the observer, so nothing is told.

use crate::factory::Factory;
use crate::reset::Observer;

/// Resets a fresh object. Containers that are shrunk are reported to `O`.
///
/// # Panics
/// With debug assertions, if the object has content that the reset removes. Not while the thread unwinds: the second
/// panic would end the process.
#[inline]
pub(crate) fn reset_fresh<T: Factory, O: Observer>(object: &mut T) {
    #[cfg(all(debug_assertions, feature = "std", not(pooled_loom)))]
    content::reset::<T, O>(object);
    #[cfg(not(all(debug_assertions, feature = "std", not(pooled_loom))))]
    object.__pooled_reset::<O>();
}

#[cfg(all(debug_assertions, feature = "std", not(pooled_loom)))]
mod content {
    use core::any::type_name;
    use core::cell::Cell;
    use core::ptr;
    use std::thread::AccessError;

    use pooled_layout::{Field, LayoutSource};

    use crate::factory::Factory;
    use crate::panic::{attempt, panicking, resume};
    use crate::reset::Observer;

    /// How many places a message names at most.
    const NAMED: usize = 6;

    /// Resets a fresh object, and panics if it had content.
    pub(super) fn reset<T: Factory, O: Observer>(object: &mut T) {
        let search = Search {
            start: ptr::from_ref(object).addr(),
            size: size_of::<T>(),
            fields: <T::__PooledLayout as LayoutSource>::FACTS.fields,
            last: None,
            found: [None; NAMED],
            shrunk: O::shrunk,
            may_keep: O::may_keep,
        };
        // User code that runs in the reset may take other fresh objects: so the search around this one is put back.
        if panicking() {
            return object.__pooled_reset::<O>();
        }
        let Ok(outer) = swap(Some(search)) else { return object.__pooled_reset::<O>() };
        let result = attempt(|| object.__pooled_reset::<Seeker>());
        let found = swap(outer).ok().flatten().map_or([None; NAMED], |search| search.found);
        if let Err(payload) = result {
            resume(payload);
        }
        if found[0].is_some() {
            tell(type_name::<T>(), found);
        }
    }

    std::thread_local! {
        /// What the reset that runs on this thread has found. It needs no drop, so it lives as long as its thread.
        static SEARCH: Cell<Option<Search>> = const { Cell::new(None) };
    }

    /// Sets the search and returns the one before. Fails where the thread-locals of a thread are gone.
    fn swap(search: Option<Search>) -> Result<Option<Search>, AccessError> {
        SEARCH.try_with(|current| current.replace(search))
    }

    /// A search for content in an object that is reset.
    #[derive(Clone, Copy)]
    struct Search {
        /// The address of the object.
        start: usize,
        /// The bytes of the object.
        size: usize,
        fields: &'static [Field],
        /// The last place that was met in the object itself. What is met elsewhere is owned by that.
        last: Option<Place>,
        found: [Option<Place>; NAMED],
        // The functions of the observer that the pool has. So this observer can be one type for all pools, and the
        // resets of containers are compiled for it once.
        shrunk: fn(),
        may_keep: fn(usize, usize) -> usize,
    }

    /// A place in an object.
    #[derive(Clone, Copy, PartialEq)]
    enum Place {
        /// The field of this name.
        Field(&'static str),
        /// A part of this type, in a field that is not known: the variants of an enum share their bytes.
        Part(&'static str),
    }

    impl Search {
        /// The place of `part`.
        fn place<T: ?Sized>(&mut self, part: &T) -> Place {
            let offset = ptr::from_ref(part).addr().wrapping_sub(self.start);
            let whole = Place::Part(type_name::<T>());
            if offset >= self.size {
                return self.last.unwrap_or(whole);
            }
            let is_there = |field: &&Field| field.variant.is_empty() && (field.start()..field.end()).contains(&offset);
            let place = self.fields.iter().find(is_there).map_or(whole, |field| Place::Field(field.name));
            self.last = Some(place);
            place
        }

        fn note(&mut self, place: Place) {
            if !self.found.contains(&Some(place)) {
                if let Some(free) = self.found.iter_mut().find(|found| found.is_none()) {
                    *free = Some(place);
                }
            }
        }
    }

    /// Does `work` with the search.
    fn with(work: impl FnOnce(&mut Search)) {
        let _ = SEARCH.try_with(|current| {
            if let Some(mut search) = current.get() {
                work(&mut search);
                current.set(Some(search));
            }
        });
    }

    /// Hears of the content of a fresh object.
    enum Seeker {}

    impl Observer for Seeker {
        const COUNTS_INTERVALS: bool = true;
        const SEEKS_CONTENT: bool = true;

        fn content<T: ?Sized>(part: &T) {
            with(|search| {
                let place = search.place(part);
                search.note(place);
            });
        }

        fn enter<T: ?Sized>(owner: &T) {
            with(|search| {
                search.place(owner);
            });
        }

        fn shrunk() {
            if let Some(search) = current() {
                (search.shrunk)();
            }
        }

        fn may_keep(kept: usize, used: usize) -> usize {
            current().map_or(usize::MAX, |search| (search.may_keep)(kept, used))
        }
    }

    fn current() -> Option<Search> {
        SEARCH.try_with(Cell::get).ok().flatten()
    }

    #[cold]
    #[inline(never)]
    fn tell(type_name: &str, found: [Option<Place>; NAMED]) -> ! {
        let names: Vec<_> = found.iter().flatten().map(Place::name).collect();
        let names = names.join(", ");
        panic!(
            "a fresh `{type_name}` has content in {names}, and its reset removes that: leave it out of `Default` or \
             `new`, or give each such field a rule, as `#[pooled(value = ...)]`"
        );
    }

    impl Place {
        fn name(&self) -> String {
            match self {
                Self::Field(name) => format!("`{name}`"),
                Self::Part(name) => format!("a part of the type `{name}`"),
            }
        }
    }
}
