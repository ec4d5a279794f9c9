//! What pools do on slow paths, as events of `tracing`: the feature of that name. Without it nothing of this is there.
//!
//! A subscriber is code of users. So what happens is only noted where it happens ([`note`]). It is told at a point of a
//! slow path where no lock is held and no stack is at work ([`tell`]); what happens in the subscriber meanwhile is not
//! told, or it might never end.

#[cfg(feature = "tracing")]
pub(crate) use on::{leak, note, over_budget, tell};

/// What happened.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Happened {
    /// Takes made objects.
    Miss,
    /// Objects came from the depot.
    Refill,
    /// Objects went to the depot, because a stack was full.
    Flush,
    /// A stack grew to so many places.
    Growth,
    /// Idle objects are to be dropped, because the program asked for it.
    Trim,
    /// Objects were dropped, for a reason of [`Discards`](crate::Discards).
    Discard(&'static str),
}

/// Notes what happened in the pool of that name and number.
#[cfg(not(feature = "tracing"))]
#[inline]
pub(crate) fn note(_: &'static str, _: u64, _: Happened, _: usize) {}

/// Tells what was noted.
#[cfg(not(feature = "tracing"))]
#[inline]
pub(crate) fn tell() {}

/// Tells of a leak that was found. At a point where [`tell`] may be called.
#[cfg(not(feature = "tracing"))]
#[inline]
pub(crate) fn leak(_: &'static str, _: u64, _: &dyn core::fmt::Display, _: core::time::Duration) {}

/// Tells of a pool that has more live objects than its budget. At a point where [`tell`] may be called.
#[cfg(not(feature = "tracing"))]
#[inline]
pub(crate) fn over_budget(_: &'static str, _: u64, _: u64) {}

#[cfg(feature = "tracing")]
mod on {
    use core::cell::Cell;
    use core::fmt::Display;
    use core::time::Duration;

    use super::Happened;
    use crate::panic::swallow;

    #[derive(Clone, Copy)]
    struct Note {
        pool: &'static str,
        id: u64,
        what: Happened,
        objects: usize,
    }

    /// How many different things are noted at most until they are told. More are not told.
    const NOTES: usize = 16;

    struct Notes {
        untold: [Cell<Option<Note>>; NOTES],
        has_some: Cell<bool>,
        is_telling: Cell<bool>,
    }

    std::thread_local! {
        /// It has no destructor, so that it is there until the very end of the thread.
        static NOTES_OF_THREAD: Notes = const {
            Notes {
                untold: [const { Cell::new(None) }; NOTES],
                has_some: Cell::new(false),
                is_telling: Cell::new(false),
            }
        };
    }

    /// Notes what happened in the pool of that name and number. What happens again is one note, with the sum of the
    /// objects; a stack that grows again, with the last number of places.
    pub(crate) fn note(pool: &'static str, id: u64, what: Happened, objects: usize) {
        let note = |here: &Notes| {
            if (objects == 0 && what != Happened::Trim) || here.is_telling.get() {
                return;
            }
            let is_free = |place: &&Cell<Option<Note>>| place.get().is_none_or(|it| it.id == id && it.what == what);
            let Some(place) = here.untold.iter().find(is_free) else { return };
            let before = place.get().filter(|_| what != Happened::Growth).map_or(0, |before| before.objects);
            place.set(Some(Note { pool, id, what, objects: before + objects }));
            here.has_some.set(true);
        };
        let _ = NOTES_OF_THREAD.try_with(note);
    }

    /// Tells what was noted, in the order in which it happened first. User code runs; its panics end here.
    #[inline]
    pub(crate) fn tell() {
        if NOTES_OF_THREAD.try_with(|here| here.has_some.get()).unwrap_or(false) {
            tell_all();
        }
    }

    #[cold]
    #[inline(never)]
    fn tell_all() {
        let take = |here: &Notes| {
            let may_tell = !here.is_telling.replace(true);
            may_tell.then(|| {
                here.has_some.set(false);
                core::array::from_fn::<_, NOTES, _>(|place| here.untold[place].take())
            })
        };
        let Some(notes) = NOTES_OF_THREAD.try_with(take).ok().flatten() else { return };
        for note in notes.into_iter().flatten() {
            swallow(|| tell_one(note));
        }
        let _ = NOTES_OF_THREAD.try_with(|here| here.is_telling.set(false));
    }

    /// Runs `tell`, unless this thread is telling something already. Its panics end here.
    fn alone(tell: impl FnOnce()) {
        if NOTES_OF_THREAD.try_with(|here| !here.is_telling.replace(true)).unwrap_or(false) {
            swallow(tell);
            let _ = NOTES_OF_THREAD.try_with(|here| here.is_telling.set(false));
        }
    }

    pub(crate) fn leak(pool: &'static str, objects: u64, place: &dyn Display, age: Duration) {
        let age_ms = u64::try_from(age.as_millis()).unwrap_or(u64::MAX);
        alone(|| {
            tracing::event!(target: "pooled", tracing::Level::WARN, pool, objects, %place, age_ms, "leak found");
        });
    }

    pub(crate) fn over_budget(pool: &'static str, live: u64, budget: u64) {
        alone(|| tracing::event!(target: "pooled", tracing::Level::WARN, pool, live, budget, "live budget passed"));
    }

    fn tell_one(Note { pool, id, what, objects }: Note) {
        macro_rules! event {
            ($level:ident, $name:literal, $($field:tt)*) => {
                tracing::event!(target: "pooled", tracing::Level::$level, pool, id, $($field)*, $name)
            };
        }
        match what {
            Happened::Miss => event!(DEBUG, "miss", objects),
            Happened::Refill => event!(TRACE, "refill", objects),
            Happened::Flush => event!(TRACE, "flush", objects),
            Happened::Growth => event!(DEBUG, "growth", places = objects),
            Happened::Trim => tracing::event!(target: "pooled", tracing::Level::DEBUG, pool, id, "trim"),
            Happened::Discard(reason) => event!(DEBUG, "discard", objects, reason),
        }
    }
}
