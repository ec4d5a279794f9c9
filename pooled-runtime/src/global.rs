//! Functions over the pools of all types.

use core::fmt;
use core::ops::Deref;
use std::collections::HashMap;

use crate::config::{self, ConfigureError, Settings, without_paths};
use crate::pool::living::LIVING;
use crate::pool::registry;
use crate::pool::stats::PoolStats;
use crate::pool::type_pool::TypePool;
use crate::sync::Relaxed;
use crate::thread::upkeep;

/// Fixes the settings of all pools, or changes them while the program runs. Call it at the start of `main`, and later
/// as often as you like; [`Settings::current`] gives the settings to begin with.
///
/// The environment variable `POOLED_TYPES` overrides each call. A change reaches each thread with its next take or
/// return. If pools are switched off, or keep more than `idle_bytes` allow, they drop their idle objects as
/// [`trim`] does, panics included. A new interval begins to count at once if it is shorter.
///
/// ```
/// use std::time::Duration;
///
/// use pooled_types::{Settings, configure};
///
/// fn main() -> Result<(), pooled_types::ConfigureError> {
///     // All pools together keep at most 16 MiB idle, and forget what nobody needed for two seconds.
///     configure(Settings::new().idle_bytes(16 << 20).interval(Duration::from_secs(2)))?;
///     // … the program …
///     // Later: half of that, and everything else as it is.
///     configure(Settings::current().idle_bytes(8 << 20))
/// }
/// ```
///
/// # Errors
/// If [`Mode::Track`](crate::Mode::Track) would have to be switched on or off, and a pool was used already (asking for
/// its statistics is a use), or `configure` was called before. Then nothing is changed.
pub fn configure(settings: Settings) -> Result<(), ConfigureError> {
    config::configure(settings)?;
    upkeep::follow_all_settings();
    Ok(())
}

/// What every pool of the process has done so far, the one with the most takes first. O(types and their threads).
///
/// ```
/// use pooled_types::PoolBox;
///
/// drop(PoolBox::<Vec<u8>>::take());
/// drop(PoolBox::<String>::take());
/// println!("{}", pooled_types::stats()); // a table
/// for pool in pooled_types::stats() {
///     println!("{}: {} takes, {} bytes idle", pool.name, pool.takes, pool.idle_bytes);
/// }
/// ```
#[must_use]
pub fn stats() -> AllStats {
    let mut pools = LIVING.collect(TypePool::stats);
    pools.extend(registry::all().map(TypePool::stats));
    pools.sort_by_key(|pool| (core::cmp::Reverse(pool.takes), pool.name));
    AllStats { pools }
}

/// Calls `see` with the statistics of every pool, in no particular order. Unlike [`stats`] it allocates nothing, unless
/// there are pools of values. `pooled-metrics` asks for it. O(types and their threads).
#[doc(hidden)]
pub fn each_stats(mut see: impl FnMut(PoolStats)) {
    registry::all().map(TypePool::stats).for_each(&mut see);
    // Not under the lock of the list: `see` is code of users.
    LIVING.collect(TypePool::stats).into_iter().for_each(see);
}

/// The budget of all pools, in bytes. Made by [`idle_budget`].
#[doc(hidden)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IdleBudget {
    /// The budget: [`Settings::idle_bytes`].
    pub limit: u64,
    /// What is used of it by objects whose drop is known to run no code of users.
    pub used_by_quiet: u64,
    /// What is used by the others, which may use half of the budget.
    pub used_by_loud: u64,
}

/// The budget of all pools; `None` until a pool is used, because asking for settings would fix them. `pooled-metrics`
/// asks for it.
#[doc(hidden)]
#[must_use]
pub fn idle_budget() -> Option<IdleBudget> {
    let limit = || config::settings().idle_bytes.load(Relaxed) as u64;
    let [used_by_quiet, used_by_loud] = registry::held().map(|bytes| bytes as u64);
    (!registry::is_empty()).then(|| IdleBudget { limit: limit(), used_by_quiet, used_by_loud })
}

/// Frees the idle objects of all pools. Those of this thread and of the depots are freed now. Another thread frees its
/// own from its next take or return of each type on (of any type, if the drop is known to run no code of yours), a
/// bounded part with each. O(idle).
///
/// Panics of drops end here.
///
/// ```
/// use pooled_types::PoolBox;
///
/// drop(PoolBox::<Vec<u8>>::take());
/// pooled_types::trim();
/// assert_eq!(PoolBox::<Vec<u8>>::stats().idle, 0);
/// ```
pub fn trim() {
    upkeep::trim_all();
}

/// Drops the idle objects in the caches of this thread, of all types. The depots that threads share stay as they are;
/// what only this thread may have (`local`) goes. Use it on a thread that is about to wait for a long time. O(idle).
///
/// Panics of drops end here. If the drop of an object asks for a trim, the thread does that trim on its next slow path
/// at the latest.
///
/// ```
/// use pooled_types::PoolBox;
///
/// drop(PoolBox::<Vec<u8>>::take());
/// pooled_types::trim_thread(); // before the thread waits for long
/// assert!(PoolBox::<Vec<u8>>::try_take().is_none());
/// ```
pub fn trim_thread() {
    upkeep::trim_thread();
}

/// The statistics of all pools, made by [`stats`]. It derefs to a slice; `Display` prints a table.
///
/// ```
/// use pooled_types::PoolBox;
///
/// drop(PoolBox::<String>::take());
/// let all = pooled_types::stats();
/// assert_eq!(all.len(), 1);
/// assert!(all[0].name.ends_with("String"));
/// ```
#[derive(Clone, Debug)]
pub struct AllStats {
    pools: Vec<PoolStats>,
}

impl Deref for AllStats {
    type Target = [PoolStats];

    fn deref(&self) -> &[PoolStats] {
        &self.pools
    }
}

impl IntoIterator for AllStats {
    type Item = PoolStats;
    type IntoIter = std::vec::IntoIter<PoolStats>;

    fn into_iter(self) -> Self::IntoIter {
        self.pools.into_iter()
    }
}

impl<'a> IntoIterator for &'a AllStats {
    type Item = &'a PoolStats;
    type IntoIter = core::slice::Iter<'a, PoolStats>;

    fn into_iter(self) -> Self::IntoIter {
        self.pools.iter()
    }
}

/// A sequence of the statistics of each pool.
#[cfg(feature = "serde")]
impl serde::Serialize for AllStats {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(&self.pools)
    }
}

/// How many characters of a type's name the table shows. The table is 100 characters wide.
const NAME_WIDTH: usize = 26;

/// A table with a row for each type. Names are shown without paths, unless two would then be the same. If two are the
/// same with paths, the numbers of their pools follow. Names in the environment variable that no pool has had so far
/// are at its end.
impl fmt::Display for AllStats {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:NAME_WIDTH$} {:>12} {:>6}", "type", "takes", "reused")?;
        write!(f, " {:>9} {:>9} {:>9} {:>7} {:>7} {:>7}", "refills", "created", "discarded", "live", "idle", "peak")?;
        for (pool, label) in self.pools.iter().zip(self.labels()) {
            let PoolStats { takes, refills, discarded, live, idle, peak_objects, .. } = pool;
            let (percent, created) = (format!("{:.1}%", pool.reuse_rate() * 100.0), pool.created());
            write!(f, "\n{label:NAME_WIDTH$} {takes:>12} {percent:>6}")?;
            write!(f, " {refills:>9} {created:>9} {discarded:>9} {live:>7} {idle:>7} {peak_objects:>7}")?;
        }
        config::unmet_names().try_for_each(|unmet| write!(f, "\n{unmet}"))
    }
}

impl AllStats {
    /// The name of each pool in the table.
    fn labels(&self) -> Vec<String> {
        let short: Vec<_> = self.pools.iter().map(|pool| without_paths(pool.name)).collect();
        let of_short = occurrences(short.iter().map(String::as_str));
        let of_full = occurrences(self.pools.iter().map(|pool| pool.name));
        let label = |(pool, short): (&PoolStats, &String)| match (of_short[short.as_str()], of_full[pool.name]) {
            (1, _) => end_of(short),
            (_, 1) => end_of(pool.name),
            _ => end_of(&format!("{} #{}", pool.name, pool.id)),
        };
        self.pools.iter().zip(&short).map(label).collect()
    }
}

/// How often each name occurs.
fn occurrences<'a>(names: impl Iterator<Item = &'a str>) -> HashMap<&'a str, usize> {
    let mut counts = HashMap::new();
    names.for_each(|name| *counts.entry(name).or_insert(0) += 1);
    counts
}

/// Shortens a name that is too long: an ellipsis, then the end of the name.
fn end_of(name: &str) -> String {
    let surplus = name.chars().count().saturating_sub(NAME_WIDTH);
    if surplus == 0 { name.to_owned() } else { core::iter::once('…').chain(name.chars().skip(surplus + 1)).collect() }
}

#[cfg(test)]
mod tests {
    use super::{AllStats, end_of};
    use crate::pool::stats::PoolStats;

    #[test]
    fn names_that_would_be_the_same_keep_their_paths() {
        let pools = ["a::Job", "b::Job", "c::Other"].map(|name| PoolStats { name, ..PoolStats::default() }).to_vec();
        assert_eq!(AllStats { pools }.labels(), ["a::Job", "b::Job", "Other"]);
    }

    #[test]
    fn types_of_equal_names_are_told_apart_by_the_numbers_of_their_pools() {
        let pools = [3, 4].map(|id| PoolStats { id, name: "a::Job", ..PoolStats::default() }).to_vec();
        assert_eq!(AllStats { pools }.labels(), ["a::Job #3", "a::Job #4"]);
    }

    #[test]
    fn long_names_lose_their_beginning() {
        assert_eq!(end_of("Batch"), "Batch");
        let long = end_of("Batch<(HashMap<String, Vec<u8>>, [u64; 4])>");
        assert_eq!(long, "…ing, Vec<u8>>, [u64; 4])>");
        assert_eq!(long.chars().count(), 26);
    }
}
