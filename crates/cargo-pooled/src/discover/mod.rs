//! From a command line to the pooled types of the crates that it names.
//!
//! The derives put the facts of each type into a `static` that nothing refers to. The compiler stores the value of every static
//! in the crate's metadata, so checking a crate is enough to learn them: nothing is linked, let alone run.
//!
//! | module | what it is |
//! |---|---|
//! | `workspace` | what cargo says of the workspace |
//! | `cargo` | running cargo and hearing what it made |
//! | `package` | packages, as cargo identifies them and as users name them |
//! | `scope` | which types of a baseline the run looks at |
//! | `selection` | which of that was asked for |
//! | `wrapper` | the compiler as cargo calls it: crates that have no metadata are checked as libraries |
//! | `read` | the types in a file |
//! | `rustc` | what the compiler says: the target; whether its metadata holds statics |

mod cargo;
mod package;
mod read;
mod rustc;
mod scope;
mod selection;
mod workspace;
pub mod wrapper;

use crate::error::Error;
use crate::model::Type;
use crate::opts::LayoutOpts;
use cargo::{Artifact, Mode};
use selection::Selection;

pub use scope::Scope;
pub use workspace::Workspace;

/// The pooled types that were asked for.
#[derive(Debug)]
pub struct Found {
    /// The target that they were laid out for.
    pub target: String,
    /// The types, each once, as found.
    pub types: Vec<Type>,
    /// What was looked at.
    pub scope: Scope,
    /// Where they are.
    pub workspace: Workspace,
}

/// Compiles what the command line names and reads its pooled types.
///
/// # Errors
/// If cargo fails, which has then said why, or if what it made can't be read.
pub fn find(opts: &LayoutOpts) -> Result<Found, Error> {
    let mode = if opts.compile.build { Mode::Build } else { Mode::Check };
    let workspace = Workspace::find(opts)?;
    let artifacts = cargo::run(opts, &workspace, mode)?;
    let target = rustc::target(opts, &artifacts);
    let (mut types, mut scope) = types(opts, &workspace, &artifacts, &target)?;
    if types.is_empty() && mode == Mode::Check && uses_pooled_types(&artifacts) && !rustc::stores_statics() {
        anstream::eprintln!("note: this compiler's metadata has no values of statics; building instead");
        (types, scope) = self::types(opts, &workspace, &cargo::run(opts, &workspace, Mode::Build)?, &target)?;
    }
    Ok(Found { target, types, scope, workspace })
}

fn types(
    opts: &LayoutOpts,
    workspace: &Workspace,
    artifacts: &[Artifact],
    target: &str,
) -> Result<(Vec<Type>, Scope), Error> {
    let selection = Selection::of(opts, workspace);
    let mut artifacts: Vec<_> = artifacts.iter().filter(|artifact| selection.has(artifact)).collect();
    // What a build script needs is compiled for the host as well.
    if artifacts.iter().any(|artifact| rustc::is_for(target, artifact)) {
        artifacts.retain(|artifact| rustc::is_for(target, artifact));
    }
    // A type that is in the library and in its own tests is one of the library.
    artifacts.sort_by_key(|artifact| artifact.unit().test);
    let mut types: Vec<Type> = Vec::new();
    for artifact in &artifacts {
        for ty in types_of(artifact, opts.line)? {
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

fn uses_pooled_types(artifacts: &[Artifact]) -> bool {
    artifacts.iter().any(|artifact| artifact.target.name == "pooled_runtime")
}
