//! The metrics: what each is called, what it says, and where its value is in the statistics.

use metrics::{Recorder, Unit};
use pooled_runtime::PoolStats;

/// Where a value is in the statistics of a pool.
type Read = fn(&PoolStats) -> u64;

/// All series of one name.
pub(crate) struct Family {
    pub(crate) name: &'static str,
    unit: Unit,
    /// A sentence for people, without a full stop, as exporters show it.
    help: &'static str,
}

/// A metric that has one series for each pool.
pub(crate) struct OfPool {
    pub(crate) family: Family,
    pub(crate) read: Read,
}

pub(crate) const TAKES: Family = family(
    "pooled_takes_total",
    Unit::Count,
    "Objects handed out: by the cache of the thread (hit), from the depot that threads share (refill), made (miss)",
);
/// The label of [`TAKES`], and its values with what each counts.
pub(crate) const OUTCOME: &str = "outcome";
pub(crate) const OUTCOMES: [(&str, Read); 3] =
    [("hit", |stats| stats.hits), ("refill", |stats| stats.refills), ("miss", |stats| stats.misses)];

pub(crate) const DISCARDS: Family =
    family("pooled_discards_total", Unit::Count, "Objects that the pool dropped, by reason");
/// The label of [`DISCARDS`]. Its values are the names of the fields of `Discards`.
pub(crate) const REASON: &str = "reason";

/// The other counters of a pool.
pub(crate) const COUNTERS: [OfPool; 6] = [
    of_pool("pooled_returns_total", Unit::Count, "Objects that went back into the pool", |stats| stats.returns),
    of_pool("pooled_warmed_total", Unit::Count, "Objects made ahead of use", |stats| stats.warmed),
    of_pool("pooled_adopted_total", Unit::Count, "Values put into handles of the pool", |stats| stats.adopted),
    of_pool("pooled_detached_total", Unit::Count, "Objects that left the pool by value", |stats| stats.detached),
    of_pool("pooled_leaked_total", Unit::Count, "Objects given up on purpose", |stats| stats.leaked),
    of_pool(
        "pooled_shrunk_total",
        Unit::Count,
        "Containers that a reset shrank, because they were above their limit",
        |stats| stats.shrunk,
    ),
];

/// The gauges of a pool.
pub(crate) const GAUGES: [OfPool; 6] = [
    of_pool("pooled_live_objects", Unit::Count, "Objects in use", |stats| stats.live),
    of_pool("pooled_idle_objects", Unit::Count, "Objects that wait for their next use", |stats| stats.idle),
    of_pool("pooled_peak_objects", Unit::Count, "The most objects that there were at once", |stats| stats.peak_objects),
    of_pool("pooled_idle_bytes", Unit::Bytes, "What idle objects keep, as last measured", |stats| stats.idle_bytes),
    of_pool("pooled_peak_idle_bytes", Unit::Bytes, "The most that idle objects kept", |stats| stats.peak_idle_bytes),
    of_pool("pooled_threads", Unit::Count, "Threads that have a cache of the type", |stats| stats.threads),
];

pub(crate) const BUDGET: Family =
    family("pooled_budget_bytes", Unit::Bytes, "How much all pools together may keep idle");
pub(crate) const BUDGET_USED: Family = family(
    "pooled_budget_used_bytes",
    Unit::Bytes,
    "What is used of the budget, by objects whose Drop may run code of users (custom, at most half) and others (plain)",
);
/// The label of [`BUDGET_USED`], and its values.
pub(crate) const DROP: &str = "drop";
pub(crate) const DROPS: [&str; 2] = ["plain", "custom"];

const fn family(name: &'static str, unit: Unit, help: &'static str) -> Family {
    Family { name, unit, help }
}

const fn of_pool(name: &'static str, unit: Unit, help: &'static str, read: Read) -> OfPool {
    OfPool { family: family(name, unit, help), read }
}

/// Tells `recorder` what each metric says, and in which unit.
pub(crate) fn describe(recorder: &dyn Recorder) {
    let counters = [&TAKES, &DISCARDS].into_iter().chain(COUNTERS.iter().map(|of_pool| &of_pool.family));
    for Family { name, unit, help } in counters {
        recorder.describe_counter((*name).into(), Some(*unit), (*help).into());
    }
    let gauges = [&BUDGET, &BUDGET_USED].into_iter().chain(GAUGES.iter().map(|of_pool| &of_pool.family));
    for Family { name, unit, help } in gauges {
        recorder.describe_gauge((*name).into(), Some(*unit), (*help).into());
    }
}
