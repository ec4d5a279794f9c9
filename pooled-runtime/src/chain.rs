//! Ends a chain of drops that would never end by itself.
//!
//! A type whose `Drop` takes an object of the same type needs a pool that has one. Where there is none, as on a thread past
//! its end, each drop makes a fresh object, whose drop makes the next. Such an object is forgotten when the chain is long:
//! memory lost and nothing else. A long structure whose parts are dropped one inside the other makes no fresh objects, so it
//! is no such chain.

use core::cell::Cell;

/// How long a chain may become.
const LIMIT: u32 = 64;

#[derive(Clone, Copy)]
struct Link {
    /// How many drops, each inside the one before, have made a fresh object first.
    length: u32,
    /// Whether the innermost one has made a fresh object.
    has_made: bool,
}

thread_local! {
    static LINK: Cell<Link> = const { Cell::new(Link { length: 0, has_made: false }) };
}

/// Says that a fresh object was made for a taker.
pub(crate) fn made() {
    let _ = LINK.try_with(|link| link.set(Link { has_made: true, ..link.get() }));
}

/// Runs `drop_it`, which drops an object, unless that is the end of a long chain.
pub(crate) fn drop_unless_endless<T>(object: T, drop_it: impl FnOnce(T)) {
    let Ok(outer) = LINK.try_with(Cell::get) else { return drop_it(object) };
    let length = if outer.has_made { outer.length + 1 } else { 0 };
    if length > LIMIT {
        return core::mem::forget(object);
    }
    let _back_to_outer = Restore(outer);
    set(Link { length, has_made: false });
    drop_it(object);
}

fn set(to: Link) {
    let _ = LINK.try_with(|link| link.set(to));
}

/// Goes back to a link, also when a panic passes.
struct Restore(Link);

impl Drop for Restore {
    fn drop(&mut self) {
        set(self.0);
    }
}

#[cfg(test)]
mod tests {
    use std::panic::{AssertUnwindSafe, catch_unwind};

    use super::{LIMIT, drop_unless_endless, made};

    #[test]
    fn panics_make_no_chain() {
        for _ in 0..3 * LIMIT {
            made();
            let mut was_dropped = false;
            let outcome = catch_unwind(AssertUnwindSafe(|| {
                drop_unless_endless((), |()| {
                    was_dropped = true;
                    panic!("drop");
                });
            }));
            assert!(was_dropped && outcome.is_err());
        }
    }

    #[test]
    fn one_after_the_other_makes_no_chain() {
        drop_unless_endless((), |()| {
            for _ in 0..3 * LIMIT {
                made();
                let mut was_dropped = false;
                drop_unless_endless((), |()| was_dropped = true);
                assert!(was_dropped);
            }
        });
    }
}
