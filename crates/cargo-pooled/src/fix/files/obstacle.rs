//! Why a file can't be replaced.

/// Why a file can't be replaced. If there is one such file, no file is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Obstacle {
    /// It may not be written to.
    ReadOnly,
    /// It has changes that are not committed.
    Dirty,
    /// It is in no git repository.
    NoRepository,
    /// Git does not say whether it has changes, for this reason.
    Unknown(String),
}

impl Obstacle {
    /// Says what is the matter with one file or several, and what to do.
    pub(super) fn describe(&self, files: &[&str]) -> String {
        let (has, is) = if files.len() == 1 { ("has", "is") } else { ("have", "are") };
        let rest = match self {
            Self::ReadOnly => format!("{is} read-only"),
            Self::Dirty => {
                format!("{has} changes that are not committed (commit them, or pass `--allow-dirty`)")
            }
            Self::NoRepository => {
                format!("{is} in no git repository (to rewrite nevertheless, pass `--allow-no-vcs`)")
            }
            Self::Unknown(reason) => format!(
                "may have changes that are not committed, git says: {reason} \
                 (to rewrite nevertheless, pass `--allow-no-vcs`)"
            ),
        };
        let names: Vec<_> = files.iter().map(|file| format!("`{file}`")).collect();
        format!("{} {rest}", names.join(", "))
    }
}
