//! Which types of a baseline the run looks at: what it did not look at is not gone.

use super::cargo::Artifact;
use super::package::names;
use super::selection::asks_for;
use crate::opts::{LayoutOpts, TargetOpts};
use crate::unit::Unit;

/// What the run looks at.
#[derive(Clone, Debug)]
pub struct Scope {
    /// The names of the packages of which something was compiled.
    packages: Vec<String>,
    /// Whether all packages are meant but those that are left out, by what the user called them.
    all_but: Option<Vec<String>>,
    targets: TargetOpts,
    /// What the path of a type has in it.
    filter: String,
}

impl Scope {
    pub(super) fn of(opts: &LayoutOpts, artifacts: Vec<&Artifact>) -> Self {
        Self {
            packages: artifacts.into_iter().map(|artifact| artifact.unit().package).collect(),
            all_but: opts.packages.workspace.then(|| opts.packages.exclude.clone()),
            targets: opts.targets.clone(),
            filter: opts.filter.clone().unwrap_or_default(),
        }
    }

    /// Whether the type of this path would have been found in this unit, if it were there. A unit that is not known is looked at.
    #[must_use]
    pub fn has(&self, unit: &Unit, path: &str) -> bool {
        *unit == Unit::default()
            || (self.has_package(&unit.package) && asks_for(&self.targets, unit)) && path.contains(&self.filter)
    }

    fn has_package(&self, package: &str) -> bool {
        // A package that is no longer there has lost its types.
        let is_meant = |but: &Vec<String>| !but.iter().any(|spec| names(spec, &format!("#{package}@")));
        self.packages.iter().any(|name| name == package) || self.all_but.as_ref().is_some_and(is_meant)
    }
}
