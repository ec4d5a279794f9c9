//! The statistics of a pool: what it counts, and what users see of it.

use core::fmt;

use crate::pool::gauge::{Reading, last_bits};
use crate::sync::{AtomicU64, Relaxed, Release};

/// What the pool of one type has done so far, over all threads, those that have ended included.
///
/// The numbers are exact whenever no thread is inside an operation of this pool. Then these hold:
/// - `takes = hits + refills + misses`
/// - [`created()`](Self::created) `= misses + warmed + adopted = live + idle + discarded + detached + leaked`
/// - every handle has ended in one way or is live: `takes + adopted` is the sum of `returns`, the [discards](Discards)
///   of handles, the objects that were detached from handles or leaked, and the live handles.
///
/// Many misses beside many `evicted` objects are the sign of a budget that is too small; beside many that were `full`,
/// of a `capacity` or `depot` of the type that is.
///
/// ```
/// use pooled_types::PoolStats;
///
/// fn is_worth_its_memory(stats: &PoolStats) -> bool {
///     stats.reuse_rate() > 0.9 && stats.discards.evicted * 100 < stats.takes
/// }
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct PoolStats {
    /// The number of the pool in this process, in the order in which pools were first used, from 1 on. Two types may
    /// have the same name, and no two have the same number. It may differ from run to run.
    pub id: u64,
    /// The type, as [`type_name`](core::any::type_name) has it. The counts of `PoolArc`s have a pool of their own.
    pub name: &'static str,
    /// Threads that have a cache of this type now. A thread has one from its first use of the type to its end.
    pub threads: u64,
    /// Objects handed out. A `try_take` that found nothing does not count.
    pub takes: u64,
    /// Takes served by the thread's own cache.
    pub hits: u64,
    /// Takes served from the depot: each brings a batch of objects to the thread's cache.
    pub refills: u64,
    /// Takes that had to make a fresh object.
    pub misses: u64,
    /// Objects made by `warm`.
    pub warmed: u64,
    /// Values put into handles by `PoolBox::new`.
    pub adopted: u64,
    /// Handles whose object went back into the pool.
    pub returns: u64,
    /// How often a thread moved a batch of objects to the depot because its cache was full.
    pub flushes: u64,
    /// Objects that the pool dropped, for any of the reasons in `discards`.
    pub discarded: u64,
    /// Objects that the pool dropped, by reason.
    pub discards: Discards,
    /// Objects that left the pool by value, through `detach` or a `Drain`.
    pub detached: u64,
    /// Objects given up by `leak`.
    pub leaked: u64,
    /// Objects in handles, and in a `Drain`. A handle that was forgotten stays live, and so does one in a field of an
    /// idle object.
    pub live: u64,
    /// Objects in the caches of threads and in the depot. Those in caches that ended threads left to the next ones
    /// count, and those that are to be dropped by some of the next operations.
    pub idle: u64,
    /// The most objects that existed at once, live and idle.
    pub peak_objects: u64,
    /// What the idle objects keep, in bytes, their slots included, as it was last measured. An object is measured when
    /// it moves to the depot. One in the cache of a thread counts as the largest that was measured there in this
    /// interval, or as its slot if none was: so this is too low while objects grow in use. An object counts as 32 bytes
    /// at least.
    pub idle_bytes: u64,
    /// The most that `idle_bytes` was when it was looked at: when an interval ended, and when the statistics were read.
    pub peak_idle_bytes: u64,
    /// Containers that a reset shrank, because their capacity was above [`KEPT_BYTES`](crate::reset::KEPT_BYTES) or
    /// their `max_capacity`. If this is near the number of takes, the containers grow again at each use: the limit is
    /// too low.
    ///
    /// All resets that the pool runs count, of returned and of fresh objects. Containers that your own code shrinks in
    /// a reset (`reset = path`, `with = path`, an `impl Reset` by hand) do not count. An `IndexMap` or `IndexSet`
    /// counts if its `capacity()` was above the limit.
    pub shrunk: u64,
}

/// Objects that a pool dropped, by reason. `full`, `invalid`, `panicked`, `unwinding`, `off` and `fraction` happen
/// when a handle ends, the others to idle objects.
///
/// ```
/// use pooled_types::Pooled;
///
/// #[derive(Pooled, Default)]
/// #[pooled(capacity = 1, depot = 0)]
/// struct Job(Vec<u8>);
///
/// drop([Job::take(), Job::take()]); // two come back, one has a place
/// let discards = Job::stats().discards;
/// assert_eq!(discards.full, 1);
/// assert_eq!(discards.by_reason().map(|(_, objects)| objects).sum::<u64>(), 1);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Discards {
    /// The `capacity` and the `depot` of the type were used up, or the thread had no memory for more.
    pub full: u64,
    /// `validate` said no.
    pub invalid: u64,
    /// The reset or `validate` panicked, or `retained_bytes` or `shrink_retained` at the end of the handle.
    pub panicked: u64,
    /// The handle was dropped while its thread unwound, and the object has `keep` fields.
    pub unwinding: u64,
    /// The pool is switched off.
    pub off: u64,
    /// The pool serves only a [`fraction`](crate::PoolSettings::fraction) of the returns.
    pub fraction: u64,
    /// Dropped by a `trim`, because nobody needed them for an interval, or because a limit was lowered.
    pub trimmed: u64,
    /// Dropped by `clear`, or left in a `Drain`.
    pub cleared: u64,
    /// Left in the cache of a thread that ended, when the depot had no room, or there was none.
    pub exit: u64,
    /// The budget of all pools was used up; or the depot had no room any more, or `retained_bytes` or `shrink_retained`
    /// panicked.
    pub evicted: u64,
}

/// The names of these fields of `Self`, and the ways to them.
macro_rules! fields {
    ($($name:ident)*) => {
        &[$((stringify!($name), |it| &mut it.$name)),*]
    };
}

impl PoolStats {
    /// Objects that ever were in this pool.
    ///
    /// ```
    /// use pooled_types::PoolBox;
    ///
    /// drop((PoolBox::<String>::take(), PoolBox::<String>::take()));
    /// drop(PoolBox::<String>::take()); // one of the two
    /// assert_eq!(PoolBox::<String>::stats().created(), 2);
    /// ```
    #[must_use]
    pub fn created(&self) -> u64 {
        self.misses + self.warmed + self.adopted
    }

    /// How many loans began, or ended, or were made possible.
    pub(crate) fn operations(&self) -> u64 {
        let begun = self.takes + self.adopted + self.warmed;
        begun + self.returns + self.discarded + self.detached + self.leaked
    }

    /// The part of the takes that an idle object served, from 0 to 1; 0 if there were no takes.
    ///
    /// ```
    /// use pooled_types::PoolBox;
    ///
    /// for _ in 0..10 {
    ///     drop(PoolBox::<String>::take());
    /// }
    /// assert!(PoolBox::<String>::stats().reuse_rate() > 0.8); // all but the first
    /// ```
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "a ratio needs no more")]
    pub fn reuse_rate(&self) -> f64 {
        if self.takes == 0 { 0.0 } else { (self.hits + self.refills) as f64 / self.takes as f64 }
    }

    /// What was counted since the first use: the names of the fields, which stay the same from version to version, and
    /// their values. These never become less. [`by_reason`](Discards::by_reason) has the parts of `discarded`.
    ///
    /// ```
    /// use pooled_types::PoolStats;
    ///
    /// fn publish(stats: &PoolStats, mut add: impl FnMut(String, u64)) {
    ///     for (name, count) in stats.counters() {
    ///         add(format!("pool_{name}_total"), count);
    ///     }
    ///     for (reason, count) in stats.discards.by_reason() {
    ///         add(format!("pool_discarded_{reason}_total"), count);
    ///     }
    /// }
    /// ```
    #[must_use]
    pub fn counters(&self) -> impl ExactSizeIterator<Item = (&'static str, u64)> + use<> {
        named(*self, Self::COUNTERS)
    }

    /// What there is now, and the most that there was: the names of the fields, which stay the same from version to
    /// version, and their values.
    ///
    /// ```
    /// let stats = pooled_types::PoolBox::<String>::stats();
    /// for (name, value) in stats.gauges() {
    ///     println!("{name} {value}"); // threads, live, idle, …
    /// }
    /// ```
    #[must_use]
    pub fn gauges(&self) -> impl ExactSizeIterator<Item = (&'static str, u64)> + use<> {
        named(*self, Self::GAUGES)
    }

    /// What happened since an `earlier` reading of the same pool: the [counters](Self::counters) and the discards are
    /// the differences, the rest is as in `self`. A pool that had no use yet at the earlier reading may be given as
    /// `PoolStats::default()`.
    ///
    /// Identities between counters hold for the difference, too. Those with `live` and `idle` do not.
    ///
    /// ```
    /// use pooled_types::PoolStats;
    ///
    /// fn misses_of(stats: fn() -> PoolStats, work: impl FnOnce()) -> u64 {
    ///     let before = stats();
    ///     work();
    ///     stats().since(&before).misses
    /// }
    /// ```
    #[must_use]
    pub fn since(&self, earlier: &Self) -> Self {
        let discards = self.discards.since(&earlier.discards);
        Self { discards, ..difference(*self, *earlier, Self::COUNTERS) }
    }

    // Each field is in one of these two; a test compares them with what `Debug` shows.
    const COUNTERS: Fields<Self> = fields!(
        takes hits refills misses warmed adopted returns flushes discarded detached leaked shrunk
    );
    const GAUGES: Fields<Self> = fields!(threads live idle peak_objects idle_bytes peak_idle_bytes);
}

/// The names of some fields, and the ways to them.
type Fields<T> = &'static [(&'static str, fn(&mut T) -> &mut u64)];

/// The fields with their values.
fn named<T: 'static>(mut of: T, fields: Fields<T>) -> impl ExactSizeIterator<Item = (&'static str, u64)> + use<T> {
    fields.iter().map(move |(name, field)| (*name, *field(&mut of)))
}

/// `later` with what these fields have more than in `earlier`.
fn difference<T>(mut later: T, mut earlier: T, fields: Fields<T>) -> T {
    for (_, field) in fields {
        *field(&mut later) = field(&mut later).saturating_sub(*field(&mut earlier));
    }
    later
}

impl Discards {
    /// The number of objects for each reason: the names of the fields, which stay the same from version to version, and
    /// their values.
    #[must_use]
    pub fn by_reason(&self) -> impl ExactSizeIterator<Item = (&'static str, u64)> + use<> {
        named(*self, Self::REASONS)
    }

    /// What happened since an `earlier` reading of the same pool.
    #[must_use]
    pub fn since(&self, earlier: &Self) -> Self {
        difference(*self, *earlier, Self::REASONS)
    }

    const REASONS: Fields<Self> = fields!(full invalid panicked unwinding off fraction trimmed cleared exit evicted);
}

/// One line. Counts that are 0 are left out, except those of takes and of live and idle objects.
impl fmt::Display for PoolStats {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Every field, so that a new one is shown, or stands with those that are not.
        let Self {
            takes,
            hits,
            refills,
            misses,
            live,
            idle,
            warmed,
            adopted,
            detached,
            leaked,
            discards,
            shrunk,
            id: _,
            name: _,
            threads: _,
            discarded: _,
            returns: _,
            flushes: _,
            peak_objects: _,
            idle_bytes: _,
            peak_idle_bytes: _,
        } = *self;
        write!(f, "{takes} takes: {hits} hits, {refills} refills, {misses} misses; {live} live, {idle} idle")?;
        let others = [("warmed", warmed), ("adopted", adopted), ("detached", detached), ("leaked", leaked)];
        write_some(f, "; ", others.into_iter())?;
        write_some(f, "; discarded: ", discards.by_reason())?;
        if shrunk > 0 {
            write!(f, "; shrunk: {shrunk} containers")?;
        }
        Ok(())
    }
}

/// Writes `head` and then the counts that are not 0. If all are 0, writes nothing.
fn write_some<'a>(f: &mut fmt::Formatter<'_>, head: &str, counts: impl Iterator<Item = (&'a str, u64)>) -> fmt::Result {
    let mut separator = head;
    for (name, count) in counts.filter(|&(_, count)| count > 0) {
        write!(f, "{separator}{count} {name}")?;
        separator = ", ";
    }
    Ok(())
}

/// What happens on slow paths, on any thread.
///
/// Each is counted where it happens: in `thread/`, in `pool/type_pool`, and by the handles. The compiler does not
/// notice a variant that nobody counts, because [`Tallies::stats`] reads it. A test of the repository looks for each
/// variant outside of this file.
#[derive(Clone, Copy)]
pub(crate) enum Event {
    Refill,
    Miss,
    Warmed,
    Adopted,
    Flush,
    Detached,
    Leaked,
    /// An object came into a thread's cache other than by a return.
    Into,
    /// An object went out of a thread's cache other than by a hit.
    OutOf,
    /// An idle object was taken out of its pool, to be dropped or given to the user.
    Removed,
    /// A returned object went to the depot directly, from a thread without a cache.
    PastStack,
    /// A reset shrank a container.
    Shrunk,
    Discard(Reason),
}

pooled_layout::__listed! {
    /// Why an object is dropped instead of pooled. [`Discards`] has a field for each. As with [`Event`], the compiler
    /// does not notice a reason that is given nowhere, and the same test looks for it.
    #[derive(Clone, Copy)]
    pub(crate) enum Reason {
        Full,
        Invalid,
        Panicked,
        Unwinding,
        Off,
        Fraction,
        Trimmed,
        Cleared,
        Exit,
        Evicted,
    }
}

impl Reason {
    /// The field of [`Discards`].
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Full => "full",
            Self::Invalid => "invalid",
            Self::Panicked => "panicked",
            Self::Unwinding => "unwinding",
            Self::Off => "off",
            Self::Fraction => "fraction",
            Self::Trimmed => "trimmed",
            Self::Cleared => "cleared",
            Self::Exit => "exit",
            Self::Evicted => "evicted",
        }
    }

    /// Whether it is about an object on loan, to a handle or on its way out of the pool, and not about an idle one.
    fn ends_a_loan(self) -> bool {
        match self {
            Self::Full
            | Self::Invalid
            | Self::Panicked
            | Self::Unwinding
            | Self::Off
            | Self::Fraction
            | Self::Cleared => true,
            Self::Trimmed | Self::Exit | Self::Evicted => false,
        }
    }
}

/// Counts by [`Event`], and how many objects exist. What a first take counts is together in front.
#[derive(Default)]
#[repr(C)]
pub(crate) struct Tallies {
    misses: AtomicU64,
    objects: AtomicU64,
    peak_objects: AtomicU64,
    refills: AtomicU64,
    warmed: AtomicU64,
    adopted: AtomicU64,
    flushes: AtomicU64,
    detached: AtomicU64,
    leaked: AtomicU64,
    into_stacks: AtomicU64,
    out_of_stacks: AtomicU64,
    past_stacks: AtomicU64,
    removed: AtomicU64,
    shrunk: AtomicU64,
    /// The most hits, and the most returns, that a reading found. While threads are at work a reading may miss some of
    /// them, but it never finds too many: so the most is never too much, and these counters never go back.
    hits: AtomicU64,
    returns: AtomicU64,
    /// By [`Reason`].
    discards: [AtomicU64; Reason::ALL.len()],
}

impl Tallies {
    pub(crate) fn count(&self, event: Event, n: usize) {
        // Who sees an object counted as out of a stack sees that it has left that stack.
        self.of(event).fetch_add(n as u64, Release);
        match event {
            Event::Miss | Event::Warmed | Event::Adopted => {
                let objects = self.objects.fetch_add(n as u64, Relaxed) + n as u64;
                // Most do not, and a load is cheaper than an exchange.
                if objects > self.peak_objects.load(Relaxed) {
                    self.peak_objects.fetch_max(objects, Relaxed);
                }
            }
            Event::Detached | Event::Leaked | Event::Discard(_) => {
                self.objects.fetch_sub(n as u64, Relaxed);
            }
            Event::Refill
            | Event::Flush
            | Event::Into
            | Event::OutOf
            | Event::PastStack
            | Event::Removed
            | Event::Shrunk => {}
        }
    }

    /// How many objects there are.
    pub(crate) fn objects(&self) -> usize {
        usize::try_from(self.objects.load(Relaxed)).unwrap_or(usize::MAX)
    }

    fn of(&self, event: Event) -> &AtomicU64 {
        match event {
            Event::Refill => &self.refills,
            Event::Miss => &self.misses,
            Event::Warmed => &self.warmed,
            Event::Adopted => &self.adopted,
            Event::Flush => &self.flushes,
            Event::Detached => &self.detached,
            Event::Leaked => &self.leaked,
            Event::Into => &self.into_stacks,
            Event::OutOf => &self.out_of_stacks,
            Event::PastStack => &self.past_stacks,
            Event::Removed => &self.removed,
            Event::Shrunk => &self.shrunk,
            Event::Discard(reason) => &self.discards[reason as usize],
        }
    }

    /// Objects that came into stacks by returns, less the hits. The `threads` know the last bits of that exactly.
    fn returned(&self, threads: &Reading) -> u64 {
        let [into, out_of] = [Event::Into, Event::OutOf].map(|event| self.of(event).load(Relaxed));
        // Objects that are on their way to or from a depot may be missing here, but by far not 2³¹.
        let about = threads.idle.wrapping_add(out_of).wrapping_sub(into);
        let missing = threads.returned.wrapping_sub(last_bits(about)).cast_signed();
        about.wrapping_add_signed(missing.into())
    }

    /// The statistics of a pool. Its slow paths counted these tallies, its `threads` counted theirs; `elsewhere`
    /// objects are idle in depots. The number of the pool, the threads and the bytes are left out.
    ///
    /// The numbers may not fit together if they are read while threads are at work: differences then wrap or stop at 0,
    /// but nothing panics. Objects that move between a stack and a depot meanwhile may be missing in `idle`, or be
    /// there twice. `live` counts the loans and their ends, so it does not depend on where the others are.
    pub(crate) fn stats(&self, name: &'static str, threads: &Reading, elsewhere: u64) -> PoolStats {
        let read = |event| self.of(event).load(Relaxed);
        let why = |reason| read(Event::Discard(reason));
        let [refills, misses, adopted] = [Event::Refill, Event::Miss, Event::Adopted].map(read);
        let [detached, leaked, past_stacks] = [Event::Detached, Event::Leaked, Event::PastStack].map(read);
        let (hits, returned) = (threads.hits, self.returned(threads));
        let returns = hits.wrapping_add(returned).wrapping_add(past_stacks);
        let ended_otherwise = Reason::ALL.iter().filter(|reason| reason.ends_a_loan()).map(|reason| why(*reason));
        let begun = refills + misses + adopted + read(Event::Removed);
        let ended = returned.wrapping_add(past_stacks + detached + leaked + ended_otherwise.sum::<u64>());
        // What is read meanwhile may be too little, and then less than 0.
        let [returns, live] = [returns, begun.wrapping_sub(ended)].map(|n| n.cast_signed().max(0).cast_unsigned());
        let discards = Discards {
            full: why(Reason::Full),
            invalid: why(Reason::Invalid),
            panicked: why(Reason::Panicked),
            unwinding: why(Reason::Unwinding),
            off: why(Reason::Off),
            fraction: why(Reason::Fraction),
            trimmed: why(Reason::Trimmed),
            cleared: why(Reason::Cleared),
            exit: why(Reason::Exit),
            evicted: why(Reason::Evicted),
        };
        let hits = self.hits.fetch_max(hits, Relaxed).max(hits);
        PoolStats {
            id: 0,
            name,
            threads: 0,
            takes: hits + refills + misses,
            hits,
            refills,
            misses,
            warmed: read(Event::Warmed),
            adopted,
            returns: self.returns.fetch_max(returns, Relaxed).max(returns),
            flushes: read(Event::Flush),
            discarded: discards.by_reason().map(|(_, count)| count).sum(),
            discards,
            detached,
            leaked,
            live,
            idle: threads.idle + elsewhere,
            peak_objects: self.peak_objects.load(Relaxed),
            idle_bytes: 0,
            peak_idle_bytes: 0,
            shrunk: read(Event::Shrunk),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Discards, Event, PoolStats, Reason, Tallies};
    use crate::pool::gauge::Reading;

    #[test]
    fn a_reason_has_the_name_of_its_field() {
        let fields = Discards::default().by_reason().map(|(name, _)| name);
        assert!(Reason::ALL.iter().map(|reason| reason.name()).eq(fields));
    }

    #[test]
    fn a_loan_is_one_operation_when_it_begins_and_one_when_it_ends() {
        let begun = PoolStats { takes: 1, adopted: 2, warmed: 4, ..PoolStats::default() };
        assert_eq!(begun.operations(), 7);
        let ended = PoolStats { returns: 8, discarded: 16, detached: 32, leaked: 64, ..begun };
        assert_eq!(ended.operations(), 127);
    }

    #[test]
    fn an_object_from_the_depot_is_used_again_as_one_of_the_thread_is() {
        let stats = PoolStats { takes: 4, hits: 2, refills: 1, misses: 1, ..PoolStats::default() };
        assert!((stats.reuse_rate() - 0.75).abs() < 1e-9, "{}", stats.reuse_rate());
    }

    #[test]
    fn objects_are_counted_until_they_leave_the_pool() {
        let tallies = Tallies::default();
        tallies.count(Event::Miss, 5);
        tallies.count(Event::Removed, 2);
        assert_eq!(tallies.objects(), 5);
        tallies.count(Event::Detached, 2);
        assert_eq!(tallies.objects(), 3);
    }

    #[test]
    fn a_line_for_a_person() {
        let tallies = Tallies::default();
        tallies.count(Event::Miss, 4);
        let line = |stacked: u32| {
            let threads = Reading { hits: 3, idle: stacked.into(), returned: stacked, ..Reading::default() };
            tallies.stats("Item", &threads, 0).to_string()
        };
        assert_eq!(line(4), "7 takes: 3 hits, 0 refills, 4 misses; 0 live, 4 idle");
        tallies.count(Event::Adopted, 2);
        tallies.count(Event::Leaked, 2);
        assert!(line(4).ends_with("0 live, 4 idle; 2 adopted, 2 leaked"));
        tallies.count(Event::Discard(Reason::Full), 1);
        tallies.count(Event::Discard(Reason::Unwinding), 2);
        assert_eq!(
            line(0),
            "7 takes: 3 hits, 0 refills, 4 misses; 1 live, 0 idle; 2 adopted, 2 leaked; discarded: 1 full, 2 unwinding"
        );
        tallies.count(Event::Shrunk, 7);
        assert!(line(0).ends_with(", 2 unwinding; shrunk: 7 containers"));
    }
}
