//! From a command line to the pooled types of the crates that it names.
//!
//! The derives put the facts of each type into a `static` that nothing refers to. The compiler stores the value of
//! every static in the crate's metadata. So it is enough to check a crate: nothing is linked or run.
//!
//! # The map
//!
//! | module | what it is |
//! |---|---|
//! | `mode` | how cargo compiles: check or build |
//! | `package` | packages, as cargo identifies them and as users name them |
//! | `cargo_command` | what all calls of cargo have in common |
//! | `rustc` | calls of the compiler |
//! | `statics_probe` | whether the compiler's metadata has the values of statics |
//! | `workspace` | the workspace, as `cargo metadata` describes it |
//! | `artifact` | what cargo made, as its messages tell |
//! | `target` | the targets that types were laid out for |
//! | `user_wrapper` | the wrapper of the compiler that the user has set |
//! | [`wrapper`] | the compiler as cargo calls it: crates that have no metadata are checked as libraries |
//! | `compile` | runs `cargo check` or `cargo build` |
//! | `selection` | which of the artifacts were asked for |
//! | `scope` | which types of a baseline the run looks at |
//! | `read` | the types in a file that the compiler wrote |
//! | `left_out` | the pooled types that the report can say nothing of |

mod artifact;
mod cargo_command;
mod compile;
mod left_out;
mod mode;
mod package;
mod read;
mod rustc;
mod scope;
mod selection;
mod statics_probe;
mod target;
mod user_wrapper;
mod workspace;
pub mod wrapper;

use std::collections::BTreeSet;

use crate::error::Error;
use crate::model::Type;
use crate::opts::LayoutOpts;
use artifact::Artifact;
use compile::compile;
use mode::Mode;
use selection::Selection;

pub use artifact::artifact;
pub use left_out::{LeftOut, in_text, sources};
pub use read::types_in;
pub use scope::Scope;
pub use workspace::Workspace;

/// The pooled types that were asked for.
#[derive(Debug)]
pub struct Found {
    /// The targets that they were laid out for.
    pub targets: Vec<String>,
    /// The types, each once, as found.
    pub types: Vec<Type>,
    /// The pooled types that nothing is known of, each as a message says it.
    pub left_out: Vec<String>,
    /// What was looked at.
    pub scope: Scope,
    /// The workspace that they are in.
    pub workspace: Workspace,
}

/// Compiles what the command line names and reads its pooled types.
///
/// # Errors
/// If cargo fails, which has then said why, or if what it made can't be read.
pub fn find(opts: &LayoutOpts) -> Result<Found, Error> {
    let mode = if opts.compile.build { Mode::Build } else { Mode::Check };
    let workspace = Workspace::find(opts)?;
    let artifacts = compile(opts, &workspace, mode)?;
    let targets = target::of(&opts.compile.target, &artifacts);
    let (mut types, mut scope) = read(opts, &workspace, &artifacts, &targets)?;
    if types.is_empty() && mode == Mode::Check && lacks_statics(&artifacts) {
        anstream::eprintln!("note: this compiler's metadata has no values of statics; building instead");
        (types, scope) = read(opts, &workspace, &compile(opts, &workspace, Mode::Build)?, &targets)?;
    }
    let left_out = left_out(opts, &workspace, &artifacts, &types);
    Ok(Found { targets, types, left_out, scope, workspace })
}

/// The types that were asked for and are not among those that were read, each as a message says it.
fn left_out(opts: &LayoutOpts, workspace: &Workspace, artifacts: &[Artifact], types: &[Type]) -> Vec<String> {
    let selection = Selection::of(opts, workspace);
    let selected = artifacts.iter().filter(|artifact| selection.has(artifact));
    // Two artifacts may have one source.
    let found: BTreeSet<_> = selected.flat_map(|artifact| left_out::of(artifact, &workspace.root)).collect();
    let is_known = |ty: &Type, file: &str, line| ty.file == file && ty.line as usize == line;
    let missing = found.iter().filter(|one| !types.iter().any(|ty| is_known(ty, &one.file, one.line)));
    missing.map(ToString::to_string).collect()
}

/// Whether the crates of the command line compile for the report. What the compiler says is not shown.
#[must_use]
pub fn compiles(opts: &LayoutOpts, workspace: &Workspace) -> bool {
    compile::compiles(opts, workspace, if opts.compile.build { Mode::Build } else { Mode::Check })
}

/// Whether `cargo check` of the crates of the command line succeeds. If not, what it says is shown.
#[must_use]
pub fn check(opts: &LayoutOpts) -> bool {
    compile::check(opts)
}

/// Whether there may be types that the metadata does not have: crates use pooled types, and the compiler stores no
/// values of statics.
fn lacks_statics(artifacts: &[Artifact]) -> bool {
    artifacts.iter().any(Artifact::is_runtime) && !statics_probe::stores_statics()
}

/// The types in those artifacts that were asked for, and what the run looked at.
fn read(
    opts: &LayoutOpts,
    workspace: &Workspace,
    artifacts: &[Artifact],
    targets: &[String],
) -> Result<(Vec<Type>, Scope), Error> {
    let selection = Selection::of(opts, workspace);
    let mut artifacts: Vec<_> = artifacts.iter().filter(|artifact| selection.has(artifact)).collect();
    // A crate that a build script needs is compiled for the host as well.
    let target = |artifact: &Artifact| targets.iter().find(|target| target::is_for(target, artifact));
    if artifacts.iter().any(|artifact| target(artifact).is_some()) {
        artifacts.retain(|artifact| target(artifact).is_some());
    }
    // A type of a library is also in the library with its own tests. It counts as one of the library, so that comes
    // first.
    artifacts.sort_by_key(|artifact| (artifact.unit().test, target(artifact)));
    let mut types: Vec<Type> = Vec::new();
    for artifact in &artifacts {
        for mut ty in types_of(artifact, opts.line)? {
            if targets.len() > 1 {
                ty.target = target(artifact).cloned().unwrap_or_default();
            }
            if !types.iter().any(|known| known.is_same(&ty)) {
                types.push(ty);
            }
        }
    }
    Ok((types, Scope::of(opts, artifacts)))
}

fn types_of(artifact: &Artifact, line: Option<usize>) -> Result<Vec<Type>, Error> {
    let (krate, unit, mut types) = (artifact.krate(), artifact.unit(), Vec::new());
    for file in artifact.files() {
        types.extend(read::types(file, &krate, &unit, line)?);
    }
    types.retain(|ty| !artifact.has_objects() || ty.krate == krate);
    Ok(types)
}
