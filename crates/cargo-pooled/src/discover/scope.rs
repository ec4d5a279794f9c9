//! Which types of a baseline the run looks at. A type that it does not look at is not gone.

use super::artifact::Artifact;
use super::package::names;
use super::selection::asks_for;
use crate::opts::{LayoutOpts, TargetOpts};
use crate::unit::Unit;

/// What the run looks at.
#[derive(Clone, Debug)]
pub struct Scope {
    /// The names of the packages of which something was compiled.
    packages: Vec<String>,
    /// With `--workspace`: the packages that are left out, as the user wrote them. All others are looked at.
    all_but: Option<Vec<String>>,
    targets: TargetOpts,
    /// What the path of a type must contain.
    filter: String,
}

impl Scope {
    /// What a run with this command line looks at if it made these artifacts.
    pub(super) fn of(opts: &LayoutOpts, artifacts: Vec<&Artifact>) -> Self {
        Self {
            packages: artifacts.into_iter().map(|artifact| artifact.unit().package).collect(),
            all_but: opts.packages.workspace.then(|| opts.packages.exclude.clone()),
            targets: opts.targets.clone(),
            filter: opts.filter.clone().unwrap_or_default(),
        }
    }

    /// Whether the run would have found the type of this path in this unit, if the type were there. If the unit is not
    /// known, the answer is yes.
    #[must_use]
    pub fn has(&self, unit: &Unit, path: &str) -> bool {
        *unit == Unit::default()
            || (self.has_package(&unit.package) && asks_for(&self.targets, unit)) && path.contains(&self.filter)
    }

    fn has_package(&self, package: &str) -> bool {
        // With `--workspace` a package that is not there any more counts: its types are gone.
        let is_meant = |but: &Vec<String>| !but.iter().any(|spec| names(spec, &format!("#{package}@")));
        self.packages.iter().any(|name| name == package) || self.all_but.as_ref().is_some_and(is_meant)
    }
}
