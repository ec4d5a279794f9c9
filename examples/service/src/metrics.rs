//! The statistics of the pools, and of the orders, for Prometheus.

use metrics::{Unit, counter, describe_counter, describe_gauge, gauge};
use metrics_exporter_prometheus::{BuildError, PrometheusBuilder, PrometheusHandle};
use pooled_metrics::Collector;

const UNDER_WAY: &str = "service_orders_under_way";
const REFUSED: &str = "service_orders_refused_total";

/// What `/metrics` answers.
#[derive(Debug)]
pub struct Metrics {
    exporter: PrometheusHandle,
    collector: Collector,
}

impl Metrics {
    /// Installs the exporter, once in a process.
    ///
    /// # Errors
    /// If an exporter is installed already.
    pub fn install() -> Result<Self, BuildError> {
        let metrics = Self { exporter: PrometheusBuilder::new().install_recorder()?, collector: Collector::new() };
        metrics.collector.describe();
        describe_gauge!(UNDER_WAY, Unit::Count, "Orders that hold a permit.");
        describe_counter!(REFUSED, Unit::Count, "Orders that got no permit, and were answered with 503.");
        Ok(metrics)
    }

    /// Counts an order that got no permit.
    pub fn count_refused(&self) {
        counter!(REFUSED).increment(1);
    }

    /// The statistics as they are now, in the text format of Prometheus, with the number of orders that are under way.
    /// O(pools and their threads).
    #[must_use]
    pub fn render(&self, under_way: u32) -> String {
        gauge!(UNDER_WAY).set(under_way);
        self.collector.collect();
        self.exporter.render()
    }
}
