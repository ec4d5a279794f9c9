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
    let set = |to: Link| {
        let _ = LINK.try_with(|link| link.set(to));
    };
    set(Link { length, has_made: false });
    // The panic of a drop may pass: what is left behind then only makes a chain look shorter.
    drop_it(object);
    set(outer);
}
