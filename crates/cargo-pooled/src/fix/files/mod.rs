//! All files at once: which may be rewritten, the difference, and writing them.
//!
//! # The map
//!
//! | module | what it is |
//! |---|---|
//! | `git` | what git says of a file |
//! | `obstacle` | why a file can't be replaced |
//! | `write_rules` | which files may be rewritten |
//! | `unified_diff` | the unified difference of a file |
//! | `file_change` | a file that changes |
//! | `plan` | all files that change |

mod file_change;
mod git;
mod obstacle;
mod plan;
mod unified_diff;
mod write_rules;

pub use file_change::FileChange;
pub use plan::{Plan, plan};
pub use write_rules::WriteRules;
