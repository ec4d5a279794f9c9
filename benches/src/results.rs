//! The results of a run. The program that measures writes them, the program that draws reads them.

use std::fs;

use serde::{Deserialize, Serialize};

use crate::contenders::Kind;

/// One run on one machine.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Results {
    pub machine: Machine,
    /// Name and version of each contender and of what built it (`rustc`, `valgrind`).
    pub versions: Vec<(String, String)>,
    pub workloads: Vec<Workload>,
}

/// Where and when it ran.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Machine {
    /// The processor's own name.
    pub processor: String,
    /// How many cores the run may use.
    pub cores: usize,
    /// Kernel and C library.
    pub system: String,
    /// Year, month, day: `2026-11-21`.
    pub date: String,
}

/// The same work, done by each contender.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Workload {
    /// For file names and links: `hold_32_fifo`.
    pub id: String,
    /// For headings: `Hold 32, drop 32, oldest first`.
    pub title: String,
    /// What is done, in a sentence or two.
    pub what: String,
    /// What the figures count: `a take and drop`, `an object`, `a thread`.
    pub unit: String,
    pub rows: Vec<Row>,
}

/// One contender at one workload.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Row {
    /// `opool LocalPool`, `glibc, in a Box`.
    pub contender: String,
    pub kind: Kind,
    /// Whether its users pass a pool around to take from; `false` where the type alone is enough.
    pub needs_pool: bool,
    /// Nanoseconds a unit.
    pub time: Spread,
    /// Instructions a unit; `None` where a count says nothing, because threads spin while they wait for each other.
    pub instructions: Option<f64>,
    /// Allocations a unit.
    pub allocations: f64,
}

/// The rounds of a row.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct Spread {
    pub median: f64,
    /// A quarter of the rounds were faster.
    pub low: f64,
    /// A quarter of the rounds were slower.
    pub high: f64,
    /// How many rounds nothing interrupted.
    pub rounds: usize,
}

/// Writes what was found into a file, as JSON.
///
/// # Errors
/// In one line, why it can't be written.
pub fn write<T: Serialize + ?Sized>(found: &T, file: &str) -> Result<(), String> {
    let json = serde_json::to_string_pretty(found).map_err(|error| error.to_string())?;
    fs::write(file, json + "\n").map_err(|error| format!("can't write {file}: {error}"))
}
