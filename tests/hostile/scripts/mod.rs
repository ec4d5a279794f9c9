//! Scripts of everything that can be done with pools, panics and takes within takes included, and their model.
//!
//! # The map
//! | file | what it is |
//! |---|---|
//! | `script` | what scripts say |
//! | `notes` | the objects that exist, and what went wrong |
//! | `body` | the contents of objects, whose hooks count what happens to them |
//! | `subject` | a pooled type of scripts, whichever it is |
//! | `perform` | does what scripts say |
//! | `kinds` | the pooled types of scripts |
//! | `run` | runs scripts, and compares what the pools counted with what was done |

mod body;
mod kinds;
mod notes;
mod perform;
mod run;
mod script;
mod subject;

pub(crate) use run::run;
pub(crate) use script::{Act, End, Reaction, Script, Tuning};
