//! What is passed on to cargo.

use std::path::PathBuf;

use clap::{ArgAction, Args};

/// Which packages are reported.
#[derive(Debug, Default, Args)]
#[command(next_help_heading = "Package selection")]
pub struct PackageOpts {
    /// Package to report
    #[arg(short, long, value_name = "SPEC")]
    pub package: Vec<String>,
    /// Report all packages of the workspace
    #[arg(long)]
    pub workspace: bool,
    /// Package of the workspace to leave out
    #[arg(long, value_name = "SPEC", requires = "workspace")]
    pub exclude: Vec<String>,
    /// Path to Cargo.toml
    #[arg(long, value_name = "PATH")]
    pub manifest_path: Option<PathBuf>,
}

/// Which targets of the packages are reported; the library and the binaries unless something is named.
#[derive(Clone, Debug, Default, Args)]
#[command(next_help_heading = "Target selection")]
#[allow(clippy::struct_excessive_bools, reason = "they are flags")]
pub struct TargetOpts {
    /// Report the library
    #[arg(long)]
    pub lib: bool,
    /// Report this binary
    #[arg(long, value_name = "NAME")]
    pub bin: Vec<String>,
    /// Report all binaries
    #[arg(long)]
    pub bins: bool,
    /// Report this example
    #[arg(long, value_name = "NAME")]
    pub example: Vec<String>,
    /// Report all examples
    #[arg(long)]
    pub examples: bool,
    /// Report this integration test
    #[arg(long, value_name = "NAME")]
    pub test: Vec<String>,
    /// Report all tests, those in the library and the binaries included
    #[arg(long)]
    pub tests: bool,
    /// Report this benchmark
    #[arg(long, value_name = "NAME")]
    pub bench: Vec<String>,
    /// Report all benchmarks, and the library and the binaries with their own tests
    #[arg(long)]
    pub benches: bool,
    /// Report everything
    #[arg(long)]
    pub all_targets: bool,
}

/// How it is compiled: options of cargo.
#[derive(Debug, Default, Args)]
#[command(next_help_heading = "Compilation")]
#[allow(clippy::struct_excessive_bools, reason = "they are flags")]
pub struct CompileOpts {
    /// Features to activate
    #[arg(short = 'F', long, value_name = "FEATURES")]
    pub features: Vec<String>,
    /// Activate all features
    #[arg(long)]
    pub all_features: bool,
    /// Do not activate the feature `default`
    #[arg(long)]
    pub no_default_features: bool,
    /// Check in release mode
    #[arg(short, long, conflicts_with = "profile")]
    pub release: bool,
    /// Check with this profile
    #[arg(long, value_name = "NAME")]
    pub profile: Option<String>,
    /// Report the layout on this target
    #[arg(long, value_name = "TRIPLE")]
    pub target: Vec<String>,
    /// Directory for what the compiler writes
    #[arg(long, value_name = "DIRECTORY")]
    pub target_dir: Option<PathBuf>,
    /// Build instead of check, and read the objects instead of the compiler's metadata
    ///
    /// Slower, and needs a linker for binaries. For compilers whose metadata lacks what is read there. It is done by
    /// itself when that is seen.
    #[arg(long)]
    pub build: bool,
    /// Assert that Cargo.lock will remain unchanged
    #[arg(long)]
    pub locked: bool,
    /// Do not access the network
    #[arg(long)]
    pub offline: bool,
    /// Both of these
    #[arg(long)]
    pub frozen: bool,
    /// Do not show the progress of cargo
    #[arg(short, long, action = ArgAction::SetTrue)]
    pub quiet: bool,
}
