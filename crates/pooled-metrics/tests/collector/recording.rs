//! A recorder that keeps what it is told, and can be asked.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::sync::{Arc, Mutex, MutexGuard};

use metrics::{Counter, Gauge, Histogram, Key, KeyName, Metadata, Recorder, SharedString, Unit};

/// What a recorder was told of a metric.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Described {
    pub(crate) kind: &'static str,
    pub(crate) unit: Option<Unit>,
    pub(crate) help: String,
}

/// The value of a series, and whether it is a counter.
struct Series {
    is_counter: bool,
    value: Arc<AtomicU64>,
    /// How often it was registered.
    registrations: u64,
}

#[derive(Default)]
struct Told {
    described: BTreeMap<String, Described>,
    series: BTreeMap<String, Series>,
}

/// Keeps the values of all metrics.
#[derive(Default)]
pub(crate) struct Recording(Mutex<Told>);

/// The name of a series as one writes it: `name{label="value",…}`. Its values are not escaped.
fn written(key: &Key) -> String {
    let labels: Vec<_> = key.labels().map(|label| format!("{}=\"{}\"", label.key(), label.value())).collect();
    format!("{}{{{}}}", key.name(), labels.join(","))
}

/// A gauge that counts something.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::float_cmp,
    reason = "it is whole and not below 0"
)]
fn whole(value: f64) -> u64 {
    assert!(value >= 0.0 && value == value.trunc(), "{value}");
    value as u64
}

impl Recording {
    fn told(&self) -> MutexGuard<'_, Told> {
        self.0.lock().unwrap()
    }

    /// All that was described, by name.
    pub(crate) fn described(&self) -> BTreeMap<String, Described> {
        self.told().described.clone()
    }

    /// The values of all series, by their written names.
    pub(crate) fn values(&self) -> BTreeMap<String, u64> {
        let of = |series: &Series| match (series.is_counter, series.value.load(Relaxed)) {
            (true, count) => count,
            (false, bits) => whole(f64::from_bits(bits)),
        };
        self.told().series.iter().map(|(name, series)| (name.clone(), of(series))).collect()
    }

    /// The values of the series that are counters.
    pub(crate) fn counters(&self) -> BTreeMap<String, u64> {
        let told = self.told();
        let counters = told.series.iter().filter(|(_, series)| series.is_counter);
        counters.map(|(name, series)| (name.clone(), series.value.load(Relaxed))).collect()
    }

    fn describe(&self, name: &KeyName, kind: &'static str, unit: Option<Unit>, help: &SharedString) {
        let described = Described { kind, unit, help: help.to_string() };
        let before = self.told().described.insert(name.as_str().to_owned(), described);
        assert_eq!(before, None, "{name:?} is described twice");
    }

    /// How often the series were registered that were registered most often.
    pub(crate) fn registrations(&self) -> u64 {
        self.told().series.values().map(|series| series.registrations).max().unwrap_or(0)
    }

    /// As an exporter does that forgets what is idle.
    pub(crate) fn forget_all(&self) {
        self.told().series.clear();
    }

    fn register(&self, key: &Key, is_counter: bool) -> Arc<AtomicU64> {
        let new = || Series { is_counter, value: Arc::default(), registrations: 0 };
        let mut told = self.told();
        let series = told.series.entry(written(key)).or_insert_with(new);
        assert_eq!(series.is_counter, is_counter, "{key:?}");
        series.registrations += 1;
        series.value.clone()
    }
}

impl Recorder for Recording {
    fn describe_counter(&self, name: KeyName, unit: Option<Unit>, help: SharedString) {
        self.describe(&name, "counter", unit, &help);
    }

    fn describe_gauge(&self, name: KeyName, unit: Option<Unit>, help: SharedString) {
        self.describe(&name, "gauge", unit, &help);
    }

    fn describe_histogram(&self, name: KeyName, _: Option<Unit>, _: SharedString) {
        panic!("{name:?} is a histogram");
    }

    fn register_counter(&self, key: &Key, _: &Metadata<'_>) -> Counter {
        Counter::from_arc(self.register(key, true))
    }

    fn register_gauge(&self, key: &Key, _: &Metadata<'_>) -> Gauge {
        Gauge::from_arc(self.register(key, false))
    }

    fn register_histogram(&self, key: &Key, _: &Metadata<'_>) -> Histogram {
        panic!("{key:?} is a histogram");
    }
}
