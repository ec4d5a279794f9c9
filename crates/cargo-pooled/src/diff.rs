//! What has changed since a baseline: `--save FILE` writes one, `--against FILE` compares with it.
//!
//! A baseline is the report as JSON. A comparison alone ends with exit code 0; with `--deny worse`, for reviews in CI,
//! it ends with 1 if something got worse ([`Difference::is_worse`]).
//!
//! # The map
//! | module | what it is |
//! |---|---|
//! | `change` | one change, and whether it is welcome |
//! | `difference` | all that has changed, and how it is written |
//! | `holes` | holes that were not there |
//! | `compare` | finds what has changed |
//! | `baseline` | a report that was saved |

mod baseline;
mod change;
mod compare;
mod difference;
mod holes;

pub use baseline::{Baseline, save};
pub use change::{Change, Verdict};
pub use difference::{Changed, Difference};
