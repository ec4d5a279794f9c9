//! What a scrape calls.

use std::collections::BTreeMap;
use std::ptr;
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

use metrics::{Recorder, with_recorder};
use pooled_runtime::{each_stats, idle_budget};

use crate::rhythm::Rhythm;
use crate::{families, handles, labels};

/// Publishes the statistics of all pools when it is asked to.
///
/// Call [`describe`](Self::describe) once, and [`collect`](Self::collect) before each scrape is answered. If your
/// exporter answers scrapes itself, call it every few seconds from a thread or a task of yours. Nothing happens in
/// between, and the fast paths of the pools know nothing of it. One collector is enough for a process. Threads may
/// share it: two scrapes at once wait for each other.
///
/// ```
/// use metrics_exporter_prometheus::PrometheusBuilder;
/// use pooled_metrics::Collector;
/// use pooled_types::PoolBox;
///
/// let exporter = PrometheusBuilder::new().install_recorder()?;
/// let collector = Collector::new();
/// collector.describe();
///
/// drop(PoolBox::<String>::take());
///
/// // For each scrape:
/// collector.collect();
/// let text = exporter.render();
/// assert!(text.contains(r#"pooled_idle_objects{pool="alloc::string::String"} 1"#));
/// # Ok::<(), metrics_exporter_prometheus::BuildError>(())
/// ```
#[derive(Debug, Default)]
pub struct Collector {
    kept: Mutex<Kept>,
}

/// The handles that a recorder gave.
#[derive(Debug, Default)]
struct Kept {
    /// The address of that recorder.
    recorder: usize,
    rhythm: Rhythm,
    /// By the numbers of the pools.
    pools: BTreeMap<u64, handles::OfPool>,
    budget: Option<handles::OfBudget>,
}

impl Collector {
    /// A collector that has not seen a pool yet. It allocates nothing.
    #[must_use]
    pub const fn new() -> Self {
        Self { kept: Mutex::new(Kept { recorder: 0, rhythm: Rhythm::new(), pools: BTreeMap::new(), budget: None }) }
    }

    /// Tells the recorder what each metric says, and its unit. Call it when the recorder is installed.
    ///
    /// ```
    /// let collector = pooled_metrics::Collector::new();
    /// // … `metrics::set_global_recorder`, or what your exporter has for it …
    /// collector.describe();
    /// ```
    pub fn describe(&self) {
        with_recorder(families::describe);
    }

    /// Gives the recorder the statistics of all pools as they are now. O(pools and their threads).
    ///
    /// A pool is registered when this first sees it. For pools that it has seen it allocates nothing. It drops no
    /// object and fixes no settings. It reads a pool again if threads did much between two readings, as
    /// [`stats`](pooled_runtime::stats) does.
    ///
    /// If another recorder is installed than at the last call, everything is registered anew. It is recognised by its
    /// address. So use a new collector for each local recorder (`with_local_recorder`): the next one may be in the same
    /// place.
    ///
    /// An exporter with an idle timeout drops a metric that was not updated for so long, if it is asked for the text
    /// then. Handles of such a metric do nothing any more. So everything is registered anew if this is called more than
    /// twice as long after the last call as is usual, for example because the machine was suspended.
    ///
    /// # Panics
    /// If the recorder panics.
    pub fn collect(&self) {
        with_recorder(|recorder| {
            let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
            kept.follow(recorder);
            each_stats(|stats| {
                let register = || handles::OfPool::register(recorder, &labels::label(&stats), &stats);
                kept.pools.entry(stats.id).or_insert_with(register).update(&stats);
            });
            if let Some(budget) = idle_budget() {
                kept.budget.get_or_insert_with(|| handles::OfBudget::register(recorder)).update(&budget);
            }
        });
    }
}

impl Kept {
    /// Forgets the handles of another recorder, and those that may do nothing any more. Without the first, a program
    /// that collects before it installs a recorder would keep handles that never do anything.
    fn follow(&mut self, recorder: &dyn Recorder) {
        let address = ptr::from_ref(recorder).addr();
        // There is no clock on WebAssembly without WASI.
        let has_clock = cfg!(not(all(target_family = "wasm", target_os = "unknown")));
        let is_late = has_clock && self.rhythm.is_late(Instant::now());
        if address != self.recorder || is_late {
            self.recorder = address;
            self.pools.clear();
            self.budget = None;
        }
    }
}
