//! How cargo compiles.

/// How cargo compiles.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mode {
    /// With `cargo check`: the compiler writes metadata only.
    Check,
    /// With `cargo build`: the compiler writes objects, with all statics in them.
    Build,
}

impl Mode {
    /// The subcommand of cargo.
    pub(super) fn subcommand(self) -> &'static str {
        match self {
            Self::Check => "check",
            Self::Build => "build",
        }
    }
}
