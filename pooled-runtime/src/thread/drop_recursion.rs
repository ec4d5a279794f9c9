//! Ends a chain of drops that would never end by itself.
//!
//! A type whose `Drop` takes an object of the same type needs a pool that has one. Where there is none, as on a thread
//! past its end, each drop makes a fresh object, whose drop makes the next. A chain that becomes too long is cut: until
//! the outermost drop returns, the objects of chains are forgotten instead of dropped. That loses memory and does no
//! other harm.
//!
//! A drop continues a chain if its object was made in one of the drops around it. A long list whose nodes are dropped
//! one inside the other is therefore no chain: its nodes were made before.

use core::any::TypeId;
use core::cell::Cell;
use core::mem::ManuallyDrop;
use core::ptr::NonNull;
use std::collections::BTreeMap;

/// How long a chain may become. Less under Miri, which is slow.
const LIMIT: u32 = if cfg!(miri) { 16 } else { 64 };

/// The innermost drop under way on this thread.
#[derive(Clone, Copy)]
struct Link {
    /// How many drops are under way, this one included.
    depth: u32,
    /// How many drops of the chain are around it.
    length: u32,
}

/// The type and the address of an object. All objects of a zero-sized type have the same address, so a number tells
/// them apart.
type Object = (TypeId, usize);

/// The objects that were made in drops under way and are not dropped yet.
struct Made {
    /// For each object and its number: how many drops of its chain were under way when it was made.
    lengths: BTreeMap<(Object, u64), u32>,
    /// The objects by number.
    objects: BTreeMap<u64, Object>,
}

impl Made {
    const fn none() -> Self {
        Self { lengths: BTreeMap::new(), objects: BTreeMap::new() }
    }

    fn push(&mut self, number: u64, object: Object, length: u32) {
        self.lengths.insert((object, number), length);
        self.objects.insert(number, object);
    }

    /// Forgets the newest object with this type and address; returns how many drops of its chain were under way when it
    /// was made.
    fn pop(&mut self, object: Object) -> Option<u32> {
        let (&key, &length) = self.lengths.range((object, 0)..=(object, u64::MAX)).next_back()?;
        self.lengths.remove(&key);
        self.objects.remove(&key.1);
        Some(length)
    }

    /// Forgets all objects with this number or a higher one.
    fn forget_from(&mut self, number: u64) {
        for (number, object) in self.objects.split_off(&number) {
            self.lengths.remove(&(object, number));
        }
    }
}

thread_local! {
    static LINK: Cell<Link> = const { Cell::new(Link { depth: 0, length: 0 }) };
    /// How many objects were made in drops under way. It is also the number of the next one. Most drops make none, so
    /// they look at this alone.
    static COUNT: Cell<u64> = const { Cell::new(0) };
    /// Freed when the outermost drop returns. It has no destructor, because objects are dropped until the very end of a
    /// thread.
    static MADE: Cell<ManuallyDrop<Made>> = const { Cell::new(ManuallyDrop::new(Made::none())) };
    static IS_CUT: Cell<bool> = const { Cell::new(false) };
}

/// Says that `object` was made for a taker. O(log n) in the objects that were made in drops under way; costs nothing
/// outside of drops.
pub(crate) fn made<T: 'static>(object: NonNull<T>) {
    remember(of(object));
}

/// Says that `object` leaves the pool for good.
pub(crate) fn left<T: 'static>(object: NonNull<T>) {
    length_of(of(object));
}

fn of<T: 'static>(object: NonNull<T>) -> Object {
    (TypeId::of::<T>(), object.addr().get())
}

fn remember(object: Object) {
    if let Some(link) = innermost() {
        let number = count();
        with_made(|made| made.push(number, object, link.length + 1));
        set_count(number + 1);
    }
}

/// Runs `drop_it`, which drops the object at `object`, owned by `owner`. If the object continues a chain that is too
/// long, forgets it instead.
pub(crate) fn drop_unless_endless<T: 'static, O>(object: NonNull<T>, owner: O, drop_it: impl FnOnce(O)) {
    match enter(of(object)) {
        Ok(_back_to_outer) => drop_it(owner),
        Err(IsEndless) => core::mem::forget(owner),
    }
}

/// The chain that an object belongs to is to be cut.
struct IsEndless;

/// Enters the drop of an object, which lasts until the returned value is dropped. `None` on a thread without
/// thread-locals, where drops are not counted.
fn enter(object: Object) -> Result<Option<Restore>, IsEndless> {
    let Ok(outer) = LINK.try_with(Cell::get) else { return Ok(None) };
    let length = length_of(object);
    if length > LIMIT {
        set_cut(true);
    }
    if length > 0 && IS_CUT.try_with(Cell::get).unwrap_or(false) {
        return Err(IsEndless);
    }
    let back_to_outer = Restore { outer, made: count() };
    set(Link { depth: outer.depth + 1, length });
    Ok(Some(back_to_outer))
}

/// How many drops of its chain were under way when an object was made; 0 if it was not made in a drop under way. The
/// object is about to go, so it is also forgotten here.
fn length_of(object: Object) -> u32 {
    if count() == 0 {
        return 0;
    }
    innermost().and_then(|_| with_made(|made| made.pop(object))?).unwrap_or(0)
}

/// The innermost drop, if one is under way.
fn innermost() -> Option<Link> {
    LINK.try_with(Cell::get).ok().filter(|link| link.depth > 0)
}

/// Runs `work` on the objects that were made. `work` runs no user code but the allocator, for which the list is empty
/// meanwhile.
fn with_made<R>(work: impl FnOnce(&mut Made) -> R) -> Option<R> {
    let on_made = |cell: &Cell<ManuallyDrop<Made>>| {
        let mut made = cell.replace(ManuallyDrop::new(Made::none()));
        let result = work(&mut made);
        cell.set(made);
        result
    };
    MADE.try_with(on_made).ok()
}

/// How many objects were made in drops under way.
fn count() -> u64 {
    COUNT.try_with(Cell::get).unwrap_or(0)
}

fn set_count(to: u64) {
    let _ = COUNT.try_with(|count| count.set(to));
}

fn set(to: Link) {
    let _ = LINK.try_with(|link| link.set(to));
}

fn set_cut(to: bool) {
    let _ = IS_CUT.try_with(|is_cut| is_cut.set(to));
}

/// Goes back to the drop around this one, also when a panic passes.
struct Restore {
    outer: Link,
    /// How many objects had been made before.
    made: u64,
}

impl Drop for Restore {
    fn drop(&mut self) {
        set(self.outer);
        if count() == 0 {
            return;
        }
        if count() > self.made {
            with_made(|made| made.forget_from(self.made));
        }
        if self.outer.depth == 0 {
            set_cut(false);
            set_count(0);
            drop(MADE.try_with(|made| made.replace(ManuallyDrop::new(Made::none()))).map(ManuallyDrop::into_inner));
        }
    }
}

#[cfg(test)]
mod tests {
    use core::ptr::NonNull;
    use std::panic::{AssertUnwindSafe, catch_unwind};

    use super::{LIMIT, drop_unless_endless, left, made};

    /// An object at a made-up address.
    fn object(n: u32) -> NonNull<u32> {
        NonNull::new(core::ptr::without_provenance_mut(n as usize + 1)).unwrap()
    }

    fn drop_object(n: u32, drop_it: impl FnOnce()) {
        drop_unless_endless(object(n), (), |()| drop_it());
    }

    #[test]
    fn panics_make_no_chain() {
        for n in 0..3 * LIMIT {
            made(object(n));
            let mut was_dropped = false;
            let outcome = catch_unwind(AssertUnwindSafe(|| {
                drop_object(n, || {
                    was_dropped = true;
                    panic!("drop");
                });
            }));
            assert!(was_dropped && outcome.is_err());
        }
    }

    #[test]
    fn one_after_the_other_makes_no_chain() {
        drop_object(0, || {
            for n in 1..3 * LIMIT {
                made(object(n));
                let mut was_dropped = false;
                drop_object(n, || was_dropped = true);
                assert!(was_dropped);
            }
        });
    }

    /// Drops object `n`, which makes `next` others of its type and as many of another, and drops those of its type.
    /// Counts in `count`.
    fn drop_chain(n: u32, next: u32, count: &mut u32) {
        assert!(*count < 100 * LIMIT, "it goes on and on");
        drop_object(n, || {
            for _ in 0..next {
                *count += 1;
                let (n, scratch) = (2 * *count, 2 * *count + 1);
                made(object(n));
                made(object(scratch).cast::<u8>());
                drop_chain(n, next, count);
                drop_unless_endless(object(scratch).cast::<u8>(), (), |()| {});
            }
        });
    }

    #[test]
    fn a_chain_is_cut_though_others_are_made_in_it() {
        for next in [1, 2] {
            for _ in 0..2 {
                let mut count = 0;
                drop_chain(0, next, &mut count);
                assert!((LIMIT..4 * LIMIT).contains(&count), "{count}");
            }
        }
    }

    /// Objects that leave the pool have their addresses reused by others.
    #[test]
    fn what_leaves_is_no_chain() {
        fn nest(n: u32, dropped: &mut u32) {
            drop_object(n % 2, || {
                *dropped += 1;
                made(object((n + 1) % 2));
                left(object((n + 1) % 2));
                if n < 3 * LIMIT {
                    nest(n + 1, dropped);
                }
            });
        }
        let mut dropped = 0;
        nest(0, &mut dropped);
        assert_eq!(dropped, 3 * LIMIT + 1);
    }

    /// Drops a list of that length from its head; each drop makes a scratch object of its own type first.
    fn drop_list(length: u32) -> u32 {
        let mut dropped = 0;
        drop_object(length, || {
            made(object(1_000_000 + length));
            drop_object(1_000_000 + length, || {});
            dropped = 1 + if length > 1 { drop_list(length - 1) } else { 0 };
        });
        dropped
    }

    #[test]
    fn a_long_list_with_scratch_objects_is_no_chain() {
        assert_eq!(drop_list(3 * LIMIT), 3 * LIMIT);
    }

    #[test]
    fn what_is_made_in_a_drop_and_kept_is_no_chain_later() {
        drop_object(0, || {
            for n in 1..3 * LIMIT {
                drop_object(n, || made(object(1_000 + n)));
            }
            assert_eq!(
                (1..3 * LIMIT)
                    .map(|n| u32::from({
                        let mut dropped = false;
                        drop_object(1_000 + n, || dropped = true);
                        dropped
                    }))
                    .sum::<u32>(),
                3 * LIMIT - 1
            );
        });
    }
}
