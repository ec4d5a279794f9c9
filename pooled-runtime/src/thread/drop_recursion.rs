//! Bounds how deep drops of objects are nested, and ends a chain of drops that would never end by itself.
//!
//! The drop of an object may drop another one, and so on: a long list is dropped so, one node inside the other. Beyond
//! [`DEEPEST`] drops an object *waits*: it is dropped when the outermost drop is done. So the stack of the thread is
//! enough for a list of any length, and nothing is forgotten.
//!
//! A type whose `Drop` takes an object of the same type needs a pool that has one. Where there is none, as on a thread
//! past its end, each drop makes a fresh object, whose drop makes the next. Nothing tells such a chain from one that
//! ends some time. So what is made deep inside drops is counted, and what is dropped there: where a list is dropped,
//! the drops are more, because its nodes were made before. After [`MOST_MADE`] objects without one drop more, a chain
//! counts as endless: until the outermost drop returns, what is dropped inside other drops is forgotten instead. That
//! loses memory and does no other harm.

use core::cell::Cell;
use core::mem::{ManuallyDrop, forget};

use crate::factory::Factory;
use crate::panic::swallow;
use crate::pool::slot::{Object, Slot};

/// How deep drops are nested at most. Less under Miri, which is slow.
const DEEPEST: u32 = if cfg!(miri) { 16 } else { 64 };

/// From here on objects are counted. The drops of those that waited begin here.
const DEEP: u32 = DEEPEST / 2;

/// After so many objects that were made deep inside drops, a chain may be endless.
const MOST_MADE: u32 = if cfg!(miri) { 64 } else { 1 << 14 };

/// An object that waits to be dropped, and the function that drops it.
type Waiting = (Object, unsafe fn(Object));

thread_local! {
    /// How many drops are under way.
    static DEPTH: Cell<u32> = const { Cell::new(0) };
    static COUNTS: Cell<Counts> = const { Cell::new(Counts::NONE) };
    static IS_ENDLESS: Cell<bool> = const { Cell::new(false) };
    /// Freed when the outermost drop returns. It has no destructor, because objects are dropped until the very end of a
    /// thread.
    static WAITING: Cell<ManuallyDrop<Vec<Waiting>>> = const { Cell::new(ManuallyDrop::new(Vec::new())) };
}

/// What happened deep inside drops.
#[derive(Clone, Copy)]
struct Counts {
    made: u32,
    dropped: u32,
    /// Whether no more were dropped than made, when these were many.
    is_suspect: bool,
}

impl Counts {
    const NONE: Self = Self { made: 0, dropped: 0, is_suspect: false };

    fn made(self) -> Self {
        match self {
            Self { made: MOST_MADE, dropped, .. } => Self { is_suspect: dropped <= MOST_MADE, ..Self::NONE },
            counts => Self { made: counts.made + 1, ..counts },
        }
    }

    fn dropped(self) -> Self {
        Self { dropped: self.dropped.saturating_add(1), ..self }
    }
}

/// Says that an object was made for a taker.
pub(crate) fn made() {
    if depth() >= DEEP {
        let _ = COUNTS.try_with(|counts| counts.set(counts.get().made()));
    }
}

/// Drops an object by `drop_it`, now or when the outermost drop is done; forgets it if it is part of an endless chain.
/// The panic of a drop that waited ends here.
pub(crate) fn drop_nested<T: Factory>(slot: Slot<T>, drop_it: impl FnOnce(Slot<T>)) {
    let outer = depth();
    if outer >= DEEP {
        let _ = COUNTS.try_with(|counts| counts.set(counts.get().dropped()));
    }
    if outer >= DEEPEST && COUNTS.try_with(Cell::get).is_ok_and(|counts| counts.is_suspect) {
        let _ = IS_ENDLESS.try_with(|it| it.set(true));
    }
    if outer > 0 && IS_ENDLESS.try_with(Cell::get).unwrap_or(false) {
        return slot.wipe_and_forget();
    }
    if outer >= DEEPEST && wait((slot.as_ptr().cast(), drop_now::<T>)) {
        return forget(slot);
    }
    set_depth(outer + 1);
    let _back_to_outer = Restore { outer };
    drop_it(slot);
}

/// Goes back to the drop around this one, also when a panic passes. When the outermost is done, drops what waits.
struct Restore {
    outer: u32,
}

impl Drop for Restore {
    fn drop(&mut self) {
        if self.outer > 0 {
            return set_depth(self.outer);
        }
        // They are deep inside the outermost drop, as they were before.
        set_depth(DEEP);
        // The one that came last first: it is most often part of the others.
        while let Some((object, drop_now)) = with_waiting(Vec::pop).flatten() {
            // SAFETY: who had it wait forgot it, and it is in the list no more.
            unsafe { drop_now(object) };
        }
        let _empty = with_waiting(core::mem::take);
        let _ = COUNTS.try_with(|counts| counts.set(Counts::NONE));
        let _ = IS_ENDLESS.try_with(|it| it.set(false));
        set_depth(0);
    }
}

/// Drops an object that waited.
///
/// # Safety
/// It was in a `Slot<T>`, whose owner has forgotten it.
unsafe fn drop_now<T: Factory>(object: Object) {
    // SAFETY: the caller's promise.
    let slot = unsafe { Slot::<T>::from_raw(object.cast()) };
    swallow(|| drop(slot));
}

/// Has an object wait; `false` if there is no memory for that.
fn wait(object: Waiting) -> bool {
    with_waiting(|waiting| {
        let has_room = waiting.try_reserve(1).is_ok();
        if has_room {
            waiting.push(object);
        }
        has_room
    })
    .unwrap_or(false)
}

/// Runs `work` on the objects that wait. It runs no user code but the allocator. If that has objects wait, they are
/// dropped when `work` is done.
fn with_waiting<R>(work: impl FnOnce(&mut Vec<Waiting>) -> R) -> Option<R> {
    let on_cell = |cell: &Cell<ManuallyDrop<Vec<Waiting>>>| {
        let mut waiting = cell.take();
        let result = work(&mut waiting);
        for (object, drop_now) in ManuallyDrop::into_inner(cell.replace(waiting)) {
            // SAFETY: who had it wait forgot it, and it is in no list any more.
            unsafe { drop_now(object) };
        }
        result
    };
    WAITING.try_with(on_cell).ok()
}

fn depth() -> u32 {
    DEPTH.try_with(Cell::get).unwrap_or(0)
}

fn set_depth(to: u32) {
    let _ = DEPTH.try_with(|depth| depth.set(to));
}

#[cfg(test)]
mod tests {
    use super::{DEEPEST, MOST_MADE, Slot, drop_nested, made};
    use crate::factory::Factory;
    use crate::reset::Reset;
    use core::cell::Cell;

    thread_local! {
        static MADE: Cell<u32> = const { Cell::new(0) };
        static WIPED: Cell<u32> = const { Cell::new(0) };
        static DROPPED: Cell<u32> = const { Cell::new(0) };
        static DEPTH: Cell<u32> = const { Cell::new(0) };
        static DEEPEST_SEEN: Cell<u32> = const { Cell::new(0) };
    }

    /// Its drop is counted, and runs a function.
    struct Noisy(Box<dyn FnMut()>);

    impl Factory for Noisy {
        type __PooledLayout = pooled_layout::OpaqueLayout<Self>;

        fn __pooled_fresh() -> Self {
            Self(Box::new(|| ()))
        }
    }

    impl Reset for Noisy {
        fn reset(&mut self) {}

        fn __pooled_wipe(&mut self, _: bool) {
            WIPED.set(WIPED.get() + 1);
        }
    }

    impl Drop for Noisy {
        fn drop(&mut self) {
            DROPPED.set(DROPPED.get() + 1);
            DEPTH.set(DEPTH.get() + 1);
            DEEPEST_SEEN.set(DEEPEST_SEEN.get().max(DEPTH.get()));
            (self.0)();
            DEPTH.set(DEPTH.get() - 1);
        }
    }

    fn noisy(work: impl FnMut() + 'static) -> Slot<Noisy> {
        MADE.set(MADE.get() + 1);
        Slot::new_with(|| Noisy(Box::new(work)))
    }

    /// Makes and drops an object whose drop makes and drops the next, so many times.
    fn make_chain(links: u32) {
        made();
        drop_nested(
            noisy(move || {
                if links > 1 {
                    make_chain(links - 1);
                }
            }),
            drop,
        );
    }

    /// How many objects `work` dropped.
    fn dropped_by(work: impl FnOnce()) -> u32 {
        DROPPED.set(0);
        DEEPEST_SEEN.set(0);
        work();
        DROPPED.get()
    }

    #[test]
    fn a_finite_chain_is_dropped_whole() {
        for links in [1, DEEPEST, DEEPEST + 1, DEEPEST + 6, MOST_MADE] {
            assert_eq!(dropped_by(|| make_chain(links)), links);
            assert!(DEEPEST_SEEN.get() <= DEEPEST);
        }
    }

    #[test]
    fn a_list_of_any_length_is_dropped_whole() {
        const LENGTH: u32 = if cfg!(miri) { 200 } else { 200_000 };
        let list = (0..LENGTH).fold(None, |rest: Option<Slot<Noisy>>, _| {
            let mut rest = rest;
            Some(noisy(move || {
                // Scratch objects are no chain.
                made();
                drop_nested(noisy(|| ()), drop);
                if let Some(rest) = rest.take() {
                    drop_nested(rest, drop);
                }
            }))
        });
        let list = list.expect("it is not empty");
        assert_eq!(dropped_by(|| drop_nested(list, drop)), 2 * LENGTH);
    }

    #[test]
    fn what_comes_after_a_finite_chain_is_dropped() {
        const AFTER: u32 = if cfg!(miri) { 100 } else { 500 };
        let outer = noisy(|| {
            make_chain(DEEPEST + 6);
            (0..AFTER).for_each(|_| {
                made();
                drop_nested(noisy(|| ()), drop);
            });
        });
        assert_eq!(dropped_by(|| drop_nested(outer, drop)), 1 + DEEPEST + 6 + AFTER);
    }

    #[test]
    #[cfg_attr(miri, ignore = "what the chain forgets leaks")]
    fn an_endless_chain_ends() {
        fn two_each() {
            (0..2).for_each(|_| {
                made();
                drop_nested(noisy(two_each), drop);
            });
        }
        assert!(dropped_by(|| make_chain(u32::MAX)) < MOST_MADE + 2 * DEEPEST);
        assert!(dropped_by(two_each) < 3 * MOST_MADE);
        assert!(MADE.get() > MOST_MADE);
        assert_eq!(WIPED.get(), MADE.get(), "what is forgotten is wiped, too");
        // The next outermost drop begins anew.
        assert_eq!(dropped_by(|| make_chain(100)), 100);
    }

    #[test]
    fn a_panic_of_a_drop_that_waited_ends_there() {
        fn nest(depth: u32) {
            drop_nested(
                noisy(move || {
                    assert!(depth != DEEPEST + 2, "on purpose");
                    if depth < DEEPEST + 10 {
                        nest(depth + 1);
                    }
                }),
                drop,
            );
        }
        assert_eq!(dropped_by(|| nest(1)), DEEPEST + 2);
    }
}
