//! Records where live objects were taken, in the mode [`Track`](crate::Mode::Track).
//!
//! A take is recorded under the address of its object and forgotten when the handle ends. All objects of a zero-sized
//! type have the same address. When one of them is returned, nothing tells which one it is, so the newest record is
//! forgotten.

use core::any::TypeId;
use core::cell::{Cell, RefCell};
use core::fmt;
use core::panic::Location;
use std::collections::HashMap;

use crate::config::{Report, say, settings};
use crate::pool::registry;
use crate::pool::slot::Object;
use crate::pool::type_pool::TypePool;
use crate::sync::{AtomicU32, AtomicU64, Mutex, MutexGuard, Relaxed, lock};

/// Where in the program an object was taken.
pub(crate) type Site = &'static Location<'static>;

/// Live objects of one type that were taken in one place. Made by [`leaks`].
///
/// ```
/// fn report(leaks: &[pooled_types::Leak]) {
///     for leak in leaks {
///         eprintln!("{}: {} at {}", leak.type_name, leak.count, leak.location);
///     }
/// }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Leak {
    /// The type, as [`type_name`](core::any::type_name) has it.
    pub type_name: &'static str,
    /// Where they were taken.
    pub location: Site,
    /// How many objects there are. If takes are sampled, how many of the sampled ones.
    pub count: u64,
}

impl fmt::Display for Leak {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} live {} taken at {}", self.count, self.type_name, self.location)
    }
}

/// The live objects of all pools, grouped by the place where they were taken, the largest group first. Empty unless the
/// mode is [`Track`](crate::Mode::Track). O(live objects).
///
/// An object that lives for a long time need not be lost. A place whose count grows and grows is a leak. If a function
/// of yours takes objects for others, `#[track_caller]` on it makes its callers the places. If you pass the path
/// `Job::take` to a function of the standard library, the place is in that library; if you pass the closure
/// `|| Job::take()`, the place is in your code. Handles that serde makes have a place in this crate. A handle in a
/// field of an idle object is live, too.
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
    summary(|_| true)
}

#[derive(Clone, Copy)]
struct Record {
    type_name: &'static str,
    site: Site,
    thread: u64,
}

type Records = HashMap<(TypeId, usize), Vec<Record>>;

static RECORDS: Mutex<Option<Records>> = Mutex::new(None);
static TAKES: AtomicU32 = AtomicU32::new(0);

thread_local! {
    /// The thread's number in this file, from 1 on. It has no destructor, so that it can be read until the very end of
    /// the thread.
    static THREAD: Cell<u64> = const { Cell::new(0) };
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

/// Whether takes are recorded.
pub(crate) fn is_on() -> bool {
    settings().mode().tracks()
}

/// Records that an object of `pool` was taken at `site`, if takes are recorded and this one is in the
/// sample.
pub(crate) fn record(pool: &TypePool, object: Object, site: Site) {
    if is_on() && TAKES.fetch_add(1, Relaxed).is_multiple_of(settings().sample()) {
        report_at_exit();
        let record = Record { type_name: pool.name(), site, thread: this_thread() };
        let mut records = lock(&RECORDS);
        let of_object = records.get_or_insert_default().entry((pool.type_id(), object.addr().get())).or_default();
        of_object.push(record);
    }
}

/// Removes the record of an object whose handle ended.
pub(crate) fn forget(pool: &TypePool, object: Object) {
    if is_on() {
        let key = (pool.type_id(), object.addr().get());
        let mut records = lock(&RECORDS);
        let Some(records) = records.as_mut() else { return };
        if let Some(of_object) = records.get_mut(&key) {
            of_object.pop();
            if of_object.is_empty() {
                records.remove(&key);
            }
        }
    }
}

std::thread_local! {
    /// The records while this thread forks the process.
    static HELD: RefCell<Option<MutexGuard<'static, Option<Records>>>> = const { RefCell::new(None) };
}

/// Keeps other threads from the records while the process is forked, so that the child finds them whole.
pub(crate) fn hold() {
    if is_on() {
        let _ = HELD.try_with(|held| held.borrow_mut().get_or_insert_with(|| lock(&RECORDS)).is_some());
    }
}

/// Lets them go on.
pub(crate) fn let_go() {
    let _ = HELD.try_with(|held| held.borrow_mut().take().is_some());
}

fn summary(wanted: impl Fn(&Record) -> bool) -> Vec<Leak> {
    let mut counts: HashMap<(&str, Site), u64> = HashMap::new();
    if let Some(records) = &*lock(&RECORDS) {
        for record in records.values().flatten().filter(|record| wanted(record)) {
            *counts.entry((record.type_name, record.site)).or_default() += 1;
        }
    }
    let leak = |((type_name, location), count)| Leak { type_name, location, count };
    let mut leaks: Vec<_> = counts.into_iter().map(leak).collect();
    leaks.sort_by_key(|leak| (core::cmp::Reverse(leak.count), leak.location, leak.type_name));
    leaks
}

/// Lists on standard error the live objects that this thread took, if the settings ask for it.
pub(crate) fn thread_ends() {
    if !registry::is_empty() && is_on() && settings().report() == Report::ThreadEnd {
        let thread = this_thread();
        list(
            "live objects that a thread took which has ended; they may be in use elsewhere:",
            &summary(|record| record.thread == thread),
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
    use crate::sync::AtomicBool;

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
