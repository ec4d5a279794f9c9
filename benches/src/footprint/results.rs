//! The results of a run. The program that measures writes them, the program that reports reads them.

use serde::{Deserialize, Serialize};

use crate::results::Machine;

/// One run on one machine.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Footprint {
    pub machine: Machine,
    /// Name and version of what was built and of what built it.
    pub versions: Vec<(String, String)>,
    pub builds: Vec<Build>,
    pub code: Vec<Code>,
    pub slots: Vec<Slot>,
    pub memory: Vec<Memory>,
}

/// Builds of a program with a dependency that it does not use.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Build {
    /// Its name; `none` for the program without a dependency, which the others are compared with.
    pub dependency: String,
    /// `debug` or `release`.
    pub profile: String,
    /// How many crates were built besides the program.
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
    /// In the other sections of the file that are loaded: constants, tables for unwinding.
    pub data: f64,
    /// In the storage of each thread.
    pub thread: f64,
}

/// Objects of one type, allocated one after the other. Bytes.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Slot {
    pub of: String,
    pub size: usize,
    /// Bytes that are asked of the allocator for an object.
    pub asked: f64,
    /// The alignment that was asked for.
    pub align: usize,
    /// The distance from one object to the next, on average.
    pub stride: f64,
    /// The same for objects in a `Box`.
    pub boxed: f64,
}

/// Memory besides the objects. Bytes.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Memory {
    pub what: String,
    /// What it is made of, as the sources say.
    pub made_of: String,
    /// The sum of these parts.
    pub expected: f64,
    /// What an allocator counted.
    pub measured: f64,
}
