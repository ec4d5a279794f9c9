//! What it costs to depend on the crate and to pool a type: time of builds, bytes of code, bytes of memory.
//!
//! ```text
//! project  a package that is written, built and removed
//! heap     an allocator that counts bytes
//! builds   the time that a dependency adds
//! code     the bytes of a binary that a type adds
//! slots    the bytes of an object
//! memory   the bytes beside the objects
//! ```

mod builds;
mod code;
pub mod heap;
mod memory;
mod project;
mod slots;

use serde::{Deserialize, Serialize};

use crate::compare::machine;
use crate::results::Machine;

/// One run on one machine: written by the program that measures, read by the one that reports.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Footprint {
    pub machine: Machine,
    /// Of what built it and what was built, by name.
    pub versions: Vec<(String, String)>,
    pub builds: Vec<Build>,
    pub code: Vec<Code>,
    pub slots: Vec<Slot>,
    pub memory: Vec<Memory>,
}

/// Measures everything, for minutes. [`heap::Counting`] must be the global allocator.
///
/// # Errors
/// In one line, what could not be built or read.
pub fn measure(rounds: usize) -> Result<Footprint, String> {
    let memory = memory::measure();
    let slots = slots::measure();
    let code = code::measure()?;
    let (builds, mut versions) = builds::measure(rounds)?;
    versions.extend(machine::versions().into_iter().filter(|(name, _)| name == "rustc"));
    Ok(Footprint { machine: machine::machine(), versions, builds, code, slots, memory })
}

/// A program that does nothing, built with a dependency it does not use.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Build {
    /// `none` is what the others are compared with.
    pub dependency: String,
    /// `debug` or `release`.
    pub profile: String,
    /// How many crates were built beside the program.
    pub crates: usize,
    /// Seconds of all processors together, the median of the rounds.
    pub processor: f64,
    /// Seconds that passed, the median of the rounds.
    pub wall: f64,
    pub rounds: usize,
}

/// What a type adds to a program that takes and drops an object of it. Bytes.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Code {
    /// The fields of the type.
    pub shape: String,
    /// How the type is pooled, or that it is not.
    pub way: String,
    /// In `.text`.
    pub text: f64,
    /// In other sections of the file that are loaded: constants, tables for unwinding.
    pub data: f64,
    /// In the storage of each thread.
    pub thread: f64,
}

/// Objects of one type, allocated one after the other. Bytes.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Slot {
    pub of: String,
    pub size: usize,
    /// Asked of the allocator for an object.
    pub asked: f64,
    /// The alignment that was asked for.
    pub align: usize,
    /// From one object to the next, on average, where the allocator put them.
    pub stride: f64,
    /// The same for objects in a `Box`.
    pub boxed: f64,
}

/// Memory beside the objects. Bytes.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Memory {
    pub what: String,
    /// How the sources say it is made up.
    pub made_of: String,
    /// The sum of that.
    pub expected: f64,
    /// As counted in the allocator.
    pub measured: f64,
}
