//! What it costs to depend on the crate and to pool a type: time of builds, bytes of code, bytes of memory.
//!
//! # The map
//! Each file imports only from files in rows above its row.
//!
//! | file | what it is |
//! |---|---|
//! | `results` | the results of a run |
//! | `project` | a package that is written, built and removed |
//! | [`heap`] | an allocator that counts bytes |
//! | `builds` | the time that a dependency adds |
//! | `code` | the bytes of a binary that a type adds |
//! | `slots` | the bytes of an object |
//! | `memory` | the bytes besides the objects |

mod builds;
mod code;
pub mod heap;
mod memory;
mod project;
mod results;
mod slots;

pub use self::results::{Build, Code, Footprint, Memory, Slot};
use crate::compare::machine;

/// Measures everything. That takes minutes. [`heap::Counting`] must be the global allocator.
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
