//! Which of the things that cargo made were asked for: it also speaks of what they depend on.

use super::cargo::Artifact;
use super::package::{matches, names};
use super::workspace::Workspace;
use crate::opts::{LayoutOpts, TargetOpts};
use crate::unit::Unit;

/// What was asked for.
#[derive(Debug)]
pub(super) struct Selection<'a> {
    packages: Packages<'a>,
    targets: &'a TargetOpts,
}

#[derive(Debug)]
enum Packages<'a> {
    /// By what the user called them.
    Named(&'a [String]),
    /// By identifier, without those that the user called by these names.
    Members(&'a [String], &'a [String]),
}

impl<'a> Selection<'a> {
    pub(super) fn of(opts: &'a LayoutOpts, workspace: &'a Workspace) -> Self {
        let (named, excluded) = (&opts.packages.package, &opts.packages.exclude);
        let packages = match opts.packages.workspace {
            true => Packages::Members(&workspace.members, excluded),
            false if named.is_empty() => Packages::Members(&workspace.default_members, excluded),
            false => Packages::Named(named),
        };
        Self { packages, targets: &opts.targets }
    }

    pub(super) fn has(&self, artifact: &Artifact) -> bool {
        let id = &artifact.package_id;
        let is_named = |specs: &[String]| specs.iter().any(|spec| names(spec, id));
        let has_package = match &self.packages {
            Packages::Named(specs) => is_named(specs),
            Packages::Members(ids, excluded) => ids.contains(id) && !is_named(excluded),
        };
        has_package && asks_for(self.targets, &artifact.unit())
    }
}

/// Whether a part is one of those that were asked for, of its package.
pub(super) fn asks_for(targets: &TargetOpts, unit: &Unit) -> bool {
    // A library or a binary with its own tests is another part than without.
    let is = |kind: &str| unit.kind == kind && (kind == "test" || !unit.test);
    if is("custom-build") {
        return false;
    }
    if targets.all_targets || (targets.tests && unit.test) {
        return true;
    }
    if is_default(targets) {
        return is("lib") || is("bin");
    }
    (is("lib") && targets.lib)
        || (is("bin") && (targets.bins || is_one_of(&targets.bin, &unit.name)))
        || (is("example") && (targets.examples || is_one_of(&targets.example, &unit.name)))
        || (is("test") && is_one_of(&targets.test, &unit.name))
}

fn is_default(targets: &TargetOpts) -> bool {
    let TargetOpts { lib, bin, bins, example, examples, test, tests, all_targets } = targets;
    !(*lib || *bins || *examples || *tests || *all_targets) && [bin, example, test].iter().all(|names| names.is_empty())
}

fn is_one_of(patterns: &[String], name: &str) -> bool {
    patterns.iter().any(|pattern| matches(pattern.as_bytes(), name.as_bytes()))
}
