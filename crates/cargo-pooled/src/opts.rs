//! The command line.

mod cargo;

use std::path::PathBuf;

use clap::{Args, ColorChoice, Parser, Subcommand, ValueEnum};

pub use cargo::{CompileOpts, PackageOpts, TargetOpts};

/// The command line of `cargo pooled`.
#[derive(Debug, Parser)]
#[command(name = "cargo-pooled", bin_name = "cargo pooled", version, about = "Tools for pooled types")]
pub struct Opts {
    /// What to do.
    #[command(subcommand)]
    pub command: PooledCommand,
}

/// The subcommands.
#[derive(Debug, Subcommand)]
pub enum PooledCommand {
    /// Show where the fields of pooled types lie on cache lines, and which order would be better
    ///
    /// Runs `cargo check` and reads what `#[derive(Pooled)]` and `#[derive(Reset)]` wrote down: nothing is linked or
    /// run. Exit codes: 0 all is well; 1 something that `--deny` names was found; 2 the request can't be met; else that
    /// of cargo.
    Layout(Box<LayoutOpts>),
}

/// The options of `cargo pooled layout`.
#[derive(Debug, Args)]
pub struct LayoutOpts {
    /// Only types whose path (`module::Name`) contains this
    #[arg(value_name = "TYPE-FILTER")]
    pub filter: Option<String>,

    /// How to show the types
    #[arg(long, value_enum, default_value_t = Format::Table)]
    pub format: Format,
    /// In which order to show the types
    #[arg(long, value_enum, default_value_t = Sort::Source)]
    pub sort: Sort,
    /// Bytes of a cache line, instead of what each type says (64 unless `line = 128`)
    #[arg(long, value_name = "BYTES", value_parser = line_size)]
    pub line: Option<usize>,
    /// Fail if a type has this
    #[arg(long, value_enum, value_delimiter = ',', value_name = "WHAT", requires_if("worse", "against"))]
    pub deny: Vec<Deny>,
    /// Write a baseline to this file instead of showing the types
    #[arg(long, value_name = "FILE", conflicts_with_all = ["filter", "format"])]
    pub save: Option<PathBuf>,
    /// Show what has changed since this baseline instead of the types
    #[arg(long, value_name = "FILE")]
    pub against: Option<PathBuf>,
    /// When to use colours
    #[arg(long, value_enum, default_value_t = ColorChoice::Auto, value_name = "WHEN")]
    pub color: ColorChoice,

    /// What is rewritten.
    #[command(flatten)]
    pub rewrite: RewriteOpts,
    /// What is checked.
    #[command(flatten)]
    pub packages: PackageOpts,
    /// Which parts of it.
    #[command(flatten)]
    pub targets: TargetOpts,
    /// How.
    #[command(flatten)]
    pub compile: CompileOpts,
}

/// Whether definitions are rewritten.
#[derive(Debug, Default, Args)]
#[command(next_help_heading = "Rewriting")]
#[allow(clippy::struct_excessive_bools, reason = "they are flags")]
pub struct RewriteOpts {
    /// Rewrite definitions to the suggested order, with `#[repr(C)]`
    #[arg(long, group = "rewrites", conflicts_with_all = ["diff", "format", "sort", "line", "deny", "save", "against"])]
    pub fix: bool,
    /// Show what `--fix` would change, and change nothing
    #[arg(long, group = "rewrites", conflicts_with_all = ["format", "sort", "line", "deny", "save", "against"])]
    pub diff: bool,
    /// Also rewrite files with changes that are not committed
    #[arg(long, requires = "rewrites")]
    pub allow_dirty: bool,
    /// Also rewrite files that are in no repository
    #[arg(long, requires = "rewrites")]
    pub allow_no_vcs: bool,
    /// Also rewrite structs that are `repr(C)` already
    #[arg(long, requires = "rewrites")]
    pub allow_repr_c: bool,
}

/// How types are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Text of 80 columns
    Table,
    /// A document for programs
    Json,
    /// A picture
    Svg,
    /// A page with the pictures
    Html,
}

/// The order of types.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Sort {
    /// As in the source, crate by crate
    Source,
    /// By name
    Name,
    /// The largest first
    Size,
    /// The one with the most bytes of padding first
    Padding,
    /// The one whose hot fields touch the most lines first
    HotLines,
}

/// What a type must not have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Deny {
    /// A broken budget, which elsewhere is an error of the compiler
    Budget,
    /// Bytes before or between the fields that belong to none
    Hole,
    /// A field on more cache lines than it needs
    Straddle,
    /// Hot fields on more lines than in the suggested order
    HotSpread,
    /// A suggested order that is better
    Suboptimal,
    /// Something that is worse than in the baseline of `--against`
    Worse,
}

fn line_size(text: &str) -> Result<usize, String> {
    let fits = |line: &usize| line.is_power_of_two() && (16..=1024).contains(line);
    text.parse().ok().filter(fits).ok_or_else(|| "a power of two from 16 to 1024 is needed".to_string())
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::{Opts, line_size};

    #[test]
    fn the_command_line_is_consistent() {
        Opts::command().debug_assert();
    }

    #[test]
    fn lines_are_powers_of_two() {
        assert_eq!(line_size("128"), Ok(128));
        assert!(["0", "48", "8", "2048", "-64", "x", ""].iter().all(|text| line_size(text).is_err()));
    }
}
