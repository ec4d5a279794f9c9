//! The statistics of the pools for Prometheus.

use metrics_exporter_prometheus::{BuildError, PrometheusBuilder, PrometheusHandle};
use pooled_metrics::Collector;

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
        Ok(metrics)
    }

    /// The statistics as they are now, in the text format of Prometheus. O(pools and their threads).
    #[must_use]
    pub fn render(&self) -> String {
        self.collector.collect();
        self.exporter.render()
    }
}
