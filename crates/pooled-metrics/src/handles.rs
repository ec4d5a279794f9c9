//! Handles of metrics. A recorder gives them once, and they are kept: an update is a few atomic operations.

use metrics::{Counter, Gauge, Key, Label, Level, Metadata, Recorder, SharedString};
use pooled_runtime::{IdleBudget, PoolStats};

use crate::families::{
    BUDGET, BUDGET_USED, COUNTERS, DISCARDS, DROP, DROPS, Family, GAUGES, OUTCOME, OUTCOMES, REASON, TAKES,
};

const METADATA: Metadata<'_> = Metadata::new(env!("CARGO_PKG_NAME"), Level::INFO, Some(module_path!()));

/// The metrics of one pool.
#[derive(Debug)]
pub(crate) struct OfPool {
    /// In the order of [`OUTCOMES`].
    takes: [Counter; OUTCOMES.len()],
    /// In the order of `Discards::by_reason`.
    discards: Box<[Counter]>,
    /// In the order of [`COUNTERS`].
    counters: [Counter; COUNTERS.len()],
    /// In the order of [`GAUGES`].
    gauges: [Gauge; GAUGES.len()],
}

impl OfPool {
    /// Registers the metrics of the pool with this `label`.
    pub(crate) fn register(recorder: &dyn Recorder, label: &SharedString, stats: &PoolStats) -> Self {
        let pool = || Label::new("pool", label.clone());
        let counter = |family: &Family, labels| recorder.register_counter(&key(family, labels), &METADATA);
        let gauge = |family: &Family| recorder.register_gauge(&key(family, vec![pool()]), &METADATA);
        let of_outcome = |(outcome, _)| counter(&TAKES, vec![pool(), Label::from_static_parts(OUTCOME, outcome)]);
        let of_reason = |(reason, _)| counter(&DISCARDS, vec![pool(), Label::from_static_parts(REASON, reason)]);
        Self {
            takes: OUTCOMES.map(of_outcome),
            discards: stats.discards.by_reason().map(of_reason).collect(),
            counters: COUNTERS.map(|of_pool| counter(&of_pool.family, vec![pool()])),
            gauges: GAUGES.map(|of_pool| gauge(&of_pool.family)),
        }
    }

    pub(crate) fn update(&self, stats: &PoolStats) {
        for (counter, (_, read)) in self.takes.iter().zip(&OUTCOMES) {
            counter.absolute(read(stats));
        }
        for (counter, (_, objects)) in self.discards.iter().zip(stats.discards.by_reason()) {
            counter.absolute(objects);
        }
        for (counter, of_pool) in self.counters.iter().zip(&COUNTERS) {
            counter.absolute((of_pool.read)(stats));
        }
        for (gauge, of_pool) in self.gauges.iter().zip(&GAUGES) {
            set(gauge, (of_pool.read)(stats));
        }
    }
}

/// The metrics of the budget that all pools share.
#[derive(Debug)]
pub(crate) struct OfBudget {
    limit: Gauge,
    /// In the order of [`DROPS`].
    used: [Gauge; DROPS.len()],
}

impl OfBudget {
    pub(crate) fn register(recorder: &dyn Recorder) -> Self {
        let gauge = |family, labels| recorder.register_gauge(&key(family, labels), &METADATA);
        Self {
            limit: gauge(&BUDGET, vec![]),
            used: DROPS.map(|drop| gauge(&BUDGET_USED, vec![Label::from_static_parts(DROP, drop)])),
        }
    }

    pub(crate) fn update(&self, budget: &IdleBudget) {
        set(&self.limit, budget.limit);
        for (gauge, bytes) in self.used.iter().zip([budget.used_by_quiet, budget.used_by_loud]) {
            set(gauge, bytes);
        }
    }
}

fn key(family: &Family, labels: Vec<Label>) -> Key {
    Key::from_parts(family.name, labels)
}

#[expect(clippy::cast_precision_loss, reason = "exact up to 2⁵³, and metrics have no other gauges")]
fn set(gauge: &Gauge, value: u64) {
    gauge.set(value as f64);
}
