//! Records where live objects were taken, and when, in the mode [`Track`](crate::Mode::Track).
//!
//! A take is recorded under the address of its object and forgotten when the handle ends.

use core::cell::{Cell, RefCell};
use core::fmt;
use core::time::Duration;
use std::collections::HashMap;

use crate::config::{Report, say, settings};
use crate::pool::clock;
use crate::pool::records::{Key, Map, Records};
use crate::pool::slot::Object;
use crate::pool::type_pool::TypePool;
use crate::pool::walk::{Origin, Place, Site};
use crate::sync::{AtomicBool, AtomicU64, MutexGuard, Relaxed};

/// Live objects of one type that were taken in one place. Made by [`leaks`].
///
/// ```
/// fn report(leaks: &[pooled_types::Leak]) {
///     for leak in leaks {
///         eprintln!("{}: {} at {} for {:?}", leak.type_name, leak.count, leak.location, leak.age);
///     }
/// }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Leak {
    /// The type, as [`type_name`](core::any::type_name) has it.
    pub type_name: &'static str,
    /// Where they were taken.
    pub location: Place,
    /// How many objects there are. If takes are sampled, how many of the sampled ones.
    pub count: u64,
    /// For how long the oldest of them has been live, to the millisecond. Zero on a target without a clock
    /// (`wasm32-unknown-unknown`).
    pub age: Duration,
}

impl fmt::Display for Leak {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { type_name, location, count, age } = self;
        write!(f, "{count} live {type_name} taken at {location}, the first {age:.1?} ago")
    }
}

/// The live objects of all pools that are tracked, grouped by the place where they were taken, the largest group first.
/// Empty unless the mode of all pools or of some type is [`Track`](crate::Mode::Track). O(live objects).
///
/// An object that lives for a long time need not be lost. A place whose count grows and grows is a leak. If a function
/// of yours takes objects for others, `#[track_caller]` on it makes its callers the places. A handle in a field of an
/// idle object is live, too.
///
/// Where the caller is a function of the standard library (`collect`, `unwrap_or_default`, the `clone` of a list of
/// handles) or serde, the stack is walked, and the place is the first one on it that is yours. That needs debug
/// information in the program (`debug = "line-tables-only"` in its profile): without it the place is in that library.
/// The take notes the stack, which takes microseconds. The first call of this function after it looks the place up,
/// which takes longer.
///
/// ```
/// use pooled_types::{Mode, PoolBox, Settings, configure, leaks};
///
/// configure(Settings::new().mode(Mode::Track))?; // at the start of `main`
/// let forgotten = PoolBox::<String>::take();
/// let leaks = leaks();
/// assert_eq!((leaks.len(), leaks[0].count), (1, 1));
/// assert_eq!(leaks[0].location.file(), file!());
/// # drop(forgotten);
/// # Ok::<(), pooled_types::ConfigureError>(())
/// ```
#[must_use]
pub fn leaks() -> Vec<Leak> {
    summary(collect(|_| true))
}

/// As [`leaks`], but only the objects that have been live for at least `age`.
///
/// ```
/// use std::time::Duration;
///
/// use pooled_types::{Mode, PoolBox, leaks_older_than};
///
/// PoolBox::<String>::settings().mode(Mode::Track)?; // of this type, while the program runs
/// let forgotten = PoolBox::<String>::take();
/// assert!(leaks_older_than(Duration::from_secs(3600)).is_empty());
/// assert_eq!(leaks_older_than(Duration::ZERO).len(), 1);
/// # drop(forgotten);
/// # Ok::<(), pooled_types::PoolSettingsError>(())
/// ```
#[must_use]
pub fn leaks_older_than(age: Duration) -> Vec<Leak> {
    let now = clock::now();
    summary(collect(|record| record.age(now) >= age))
}

/// What is known of one object.
pub(crate) struct Record {
    of: Taken,
    /// Whether it was told to be old.
    is_told: bool,
}

/// Where an object was taken, and when.
#[derive(Clone)]
struct Taken {
    type_name: &'static str,
    origin: Origin,
    /// The time of [`clock::now`].
    since: u64,
    /// The thread that took it.
    thread: u64,
}

impl Taken {
    fn age(&self, now: u64) -> Duration {
        Duration::from_millis(now.saturating_sub(self.since))
    }
}

static RECORDS: Records<Record> = Records::new();

/// Whether a take was ever recorded.
static IS_USED: AtomicBool = AtomicBool::new(false);

std::thread_local! {
    /// The thread's number in this file, from 1 on. It has no destructor, so that it can be read until the very end of
    /// the thread.
    static THREAD: Cell<u64> = const { Cell::new(0) };
    /// Whether this thread is making a record. The allocator, which is user code, may take objects meanwhile: they are
    /// not recorded.
    static IS_RECORDING: Cell<bool> = const { Cell::new(false) };
}

fn this_thread() -> u64 {
    static LAST: AtomicU64 = AtomicU64::new(0);
    let number = |thread: &Cell<u64>| {
        if thread.get() == 0 {
            thread.set(LAST.fetch_add(1, Relaxed) + 1);
        }
        thread.get()
    };
    THREAD.try_with(number).unwrap_or(0)
}

fn key(pool: &TypePool, object: Object) -> Key {
    Key { pool: pool.id(), address: object.addr().get() }
}

/// Records that an object of `pool`, which nobody has yet, was taken at `site`, if takes of it are recorded. `since` is
/// the time. `send` sends all other threads to their slow paths, and says whether they are there: see
/// [`Recorded`](crate::pool::recorded::Recorded).
#[inline(never)]
pub(crate) fn record(pool: &TypePool, object: Object, site: Site, since: u64, send: impl FnOnce() -> bool) {
    if IS_RECORDING.try_with(|it| it.replace(true)).unwrap_or(true) {
        return;
    }
    if pool.recorded.begin(send) {
        if !IS_USED.load(Relaxed) {
            IS_USED.store(true, Relaxed);
        }
        report_at_exit();
        let of = Taken { type_name: pool.name(), origin: Origin::note(site), since, thread: this_thread() };
        RECORDS.insert(key(pool, object), Record { of, is_told: false });
        // Who ends the tracking of the pool removes its records after that. If this one comes later, it is seen here.
        if !pool.tuning.is_tracked() {
            remove(pool, object);
        }
    }
    let _ = IS_RECORDING.try_with(|it| it.set(false));
}

/// Removes the record of an object whose handle ended.
#[inline]
pub(crate) fn forget(pool: &TypePool, object: Object) {
    if !pool.recorded.is_none() && RECORDS.may_have(key(pool, object)) {
        remove(pool, object);
    }
}

#[inline(never)]
fn remove(pool: &TypePool, object: Object) {
    if let Some(record) = RECORDS.remove(key(pool, object)) {
        pool.recorded.end(1);
        drop(record);
    }
}

/// Removes all records of a pool that is not tracked any more.
pub(crate) fn forget_all(pool: &TypePool) {
    let removed = RECORDS.remove_all(pool.id());
    pool.recorded.end(removed.len());
}

std::thread_local! {
    /// The records while this thread forks the process.
    static HELD: RefCell<Vec<MutexGuard<'static, Map<Record>>>> = const { RefCell::new(Vec::new()) };
}

/// Keeps other threads from the records while the process is forked, so that the child finds them whole.
pub(crate) fn hold() {
    if IS_USED.load(Relaxed) {
        let _ = HELD.try_with(|held| {
            let mut held = held.borrow_mut();
            held.reserve(crate::pool::records::SHARDS);
            held.extend(RECORDS.lock_all());
        });
    }
}

/// Lets them go on. Frees nothing: a child may not use the allocator.
pub(crate) fn let_go() {
    let _ = HELD.try_with(|held| held.borrow_mut().clear());
}

/// What is recorded and `wanted`.
fn collect(wanted: impl Fn(&Taken) -> bool) -> Vec<Taken> {
    let mut taken = Vec::new();
    if IS_USED.load(Relaxed) {
        RECORDS.for_each(|record| taken.extend(wanted(&record.of).then(|| record.of.clone())));
    }
    taken
}

/// What has been live for at least `age` and was not told yet. It is told now.
pub(crate) fn newly_older_than(age: Duration) -> Vec<Leak> {
    let mut taken = Vec::new();
    if IS_USED.load(Relaxed) {
        let now = clock::now();
        RECORDS.for_each(|record| {
            if !record.is_told && record.of.age(now) >= age {
                record.is_told = true;
                taken.push(record.of.clone());
            }
        });
    }
    summary(taken)
}

fn summary(taken: Vec<Taken>) -> Vec<Leak> {
    let (mut groups, now) = (HashMap::new(), clock::now());
    for taken in taken {
        let (type_name, location, age) = (taken.type_name, taken.origin.place(), taken.age(now));
        let leak: &mut Leak =
            groups.entry((type_name, location)).or_insert(Leak { type_name, location, count: 0, age });
        (leak.count, leak.age) = (leak.count + 1, leak.age.max(age));
    }
    let mut leaks: Vec<_> = groups.into_values().collect();
    leaks.sort_by_key(|leak| (core::cmp::Reverse(leak.count), leak.location, leak.type_name));
    leaks
}

/// Lists on standard error the live objects that this thread took, if the settings ask for it.
pub(crate) fn thread_ends() {
    if IS_USED.load(Relaxed) && settings().report() == Report::ThreadEnd {
        let thread = this_thread();
        list(
            "live objects that a thread took which has ended; they may be in use elsewhere:",
            &summary(collect(|record| record.thread == thread)),
        );
    }
}

fn list(head: &str, leaks: &[Leak]) {
    if !leaks.is_empty() {
        let lines: Vec<_> = leaks.iter().map(ToString::to_string).collect();
        say(&format!("pooled-types: {head}\n  {}", lines.join("\n  ")));
    }
}

/// Has the live objects listed when the process ends, if the settings ask for it.
#[cfg(all(any(unix, windows), not(miri)))]
fn report_at_exit() {
    unsafe extern "C" {
        safe fn atexit(callback: extern "C" fn()) -> core::ffi::c_int;
    }
    extern "C" fn report() {
        if settings().report() == Report::ProcessEnd {
            list("live objects at the end of the process:", &leaks());
        }
    }

    static IS_REGISTERED: AtomicBool = AtomicBool::new(false);
    if settings().report() == Report::ProcessEnd && !IS_REGISTERED.swap(true, Relaxed) && atexit(report) != 0 {
        say("pooled-types: no report at the end of the process: `atexit` has no room");
    }
}

#[cfg(not(all(any(unix, windows), not(miri))))]
fn report_at_exit() {}
