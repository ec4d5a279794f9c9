//! Ends a chain of drops that would never end by itself.
//!
//! A type whose `Drop` takes an object of the same type needs a pool that has one. Where there is none, as on a thread past
//! its end, each drop makes a fresh object, whose drop makes the next. When such a chain is long, it is cut: until the
//! outermost drop returns, the objects of chains are forgotten. That is memory lost and nothing else.
//!
//! A drop continues a chain if an object of its own type was made in the drop around it. So parts that are dropped one
//! inside the other are no chain, nor are scratch objects of other types.

use core::any::TypeId;
use core::cell::Cell;

/// How long a chain may become.
const LIMIT: u32 = 64;

/// The innermost drop under way on this thread.
#[derive(Clone, Copy)]
struct Link {
    /// How many drops are under way, this one included.
    depth: u32,
    /// How many drops of the chain are around it.
    length: u32,
    /// The type of the object that was made in it last.
    made: Option<TypeId>,
}

thread_local! {
    static LINK: Cell<Link> = const { Cell::new(Link { depth: 0, length: 0, made: None }) };
    static IS_CUT: Cell<bool> = const { Cell::new(false) };
}

/// Says that a fresh `T` was made for a taker.
pub(crate) fn made<T: 'static>() {
    let _ = LINK.try_with(|link| link.set(Link { made: Some(TypeId::of::<T>()), ..link.get() }));
}

/// Runs `drop_it`, which drops an object that is or holds a `T`, unless that is the end of a long chain.
pub(crate) fn drop_unless_endless<T: 'static, O>(object: O, drop_it: impl FnOnce(O)) {
    let Ok(outer) = LINK.try_with(Cell::get) else { return drop_it(object) };
    let length = if outer.made == Some(TypeId::of::<T>()) { outer.length + 1 } else { 0 };
    if length > LIMIT {
        set_cut(true);
    }
    if length > 0 && IS_CUT.try_with(Cell::get).unwrap_or(false) {
        return core::mem::forget(object);
    }
    let _back_to_outer = Restore(outer);
    set(Link { depth: outer.depth + 1, length, made: None });
    drop_it(object);
}

fn set(to: Link) {
    let _ = LINK.try_with(|link| link.set(to));
}

fn set_cut(to: bool) {
    let _ = IS_CUT.try_with(|is_cut| is_cut.set(to));
}

/// Goes back to the drop around, also when a panic passes.
struct Restore(Link);

impl Drop for Restore {
    fn drop(&mut self) {
        set(self.0);
        if self.0.depth == 0 {
            set_cut(false);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::panic::{AssertUnwindSafe, catch_unwind};

    use super::{LIMIT, drop_unless_endless, made};

    #[test]
    fn panics_make_no_chain() {
        for _ in 0..3 * LIMIT {
            made::<u8>();
            let mut was_dropped = false;
            let outcome = catch_unwind(AssertUnwindSafe(|| {
                drop_unless_endless::<u8, _>((), |()| {
                    was_dropped = true;
                    panic!("drop");
                });
            }));
            assert!(was_dropped && outcome.is_err());
        }
    }

    #[test]
    fn one_after_the_other_makes_no_chain() {
        drop_unless_endless::<u8, _>((), |()| {
            for _ in 0..3 * LIMIT {
                made::<u8>();
                let mut was_dropped = false;
                drop_unless_endless::<u8, _>((), |()| was_dropped = true);
                assert!(was_dropped);
            }
        });
    }

    /// Drops a list of that length from its head; each drop makes a scratch object of another type first.
    fn drop_list(length: u32) -> u32 {
        let mut dropped = 0;
        drop_unless_endless::<u16, _>((), |()| {
            made::<u8>();
            drop_unless_endless::<u8, _>((), |()| {});
            dropped = 1 + if length > 1 { drop_list(length - 1) } else { 0 };
        });
        dropped
    }

    #[test]
    fn a_long_list_with_scratch_objects_is_no_chain() {
        assert_eq!(drop_list(3 * LIMIT), 3 * LIMIT);
    }

    /// Each drop makes two objects of its type and drops them.
    fn drop_tree(count: &mut u32) {
        drop_unless_endless::<u8, _>((), |()| {
            *count += 1;
            for _ in 0..2 {
                made::<u8>();
                drop_tree(count);
            }
        });
    }

    #[test]
    fn a_chain_that_branches_is_cut_whole() {
        for _ in 0..2 {
            let mut count = 0;
            drop_tree(&mut count);
            assert!((LIMIT..4 * LIMIT).contains(&count), "{count}");
        }
    }

    /// As `drop_tree`; each drop drops a part of another type in between, which was made before.
    fn drop_tree_with_parts(count: &mut u32) {
        drop_unless_endless::<u8, _>((), |()| {
            *count += 1;
            assert!(*count < 100 * LIMIT, "it goes on and on");
            for _ in 0..2 {
                drop_unless_endless::<u16, _>((), |()| {});
                made::<u8>();
                drop_tree_with_parts(count);
            }
        });
    }

    #[test]
    fn a_part_does_not_mend_what_is_cut() {
        let mut count = 0;
        drop_tree_with_parts(&mut count);
        assert!((LIMIT..4 * LIMIT).contains(&count), "{count}");
    }
}
