//! Which of the artifacts were asked for: cargo also tells of those of dependencies.

use super::artifact::Artifact;
use super::package::{matches, names};
use super::workspace::Workspace;
use crate::opts::{LayoutOpts, PackageOpts, TargetOpts};
use crate::unit::Unit;

/// What was asked for.
#[derive(Debug)]
pub(super) struct Selection<'a> {
    packages: SelectedPackages<'a>,
    targets: &'a TargetOpts,
}

#[derive(Debug)]
enum SelectedPackages<'a> {
    /// Those that fit one of these package specifications.
    Named(&'a [String]),
    /// Those with one of the identifiers `ids`, except those that fit one of the specifications `excluded`.
    Members { ids: &'a [String], excluded: &'a [String] },
}

impl<'a> Selection<'a> {
    /// What the command line asks for.
    pub(super) fn of(opts: &'a LayoutOpts, workspace: &'a Workspace) -> Self {
        let PackageOpts { package: named, workspace: is_all, exclude: excluded, manifest_path: _ } = &opts.packages;
        let packages = if *is_all {
            SelectedPackages::Members { ids: &workspace.members, excluded }
        } else if named.is_empty() {
            SelectedPackages::Members { ids: &workspace.default_members, excluded }
        } else {
            SelectedPackages::Named(named)
        };
        Self { packages, targets: &opts.targets }
    }

    /// Whether the artifact was asked for.
    pub(super) fn has(&self, artifact: &Artifact) -> bool {
        let id = &artifact.package_id;
        let is_named = |specs: &[String]| specs.iter().any(|spec| names(spec, id));
        let has_package = match &self.packages {
            SelectedPackages::Named(specs) => is_named(specs),
            SelectedPackages::Members { ids, excluded } => ids.contains(id) && !is_named(excluded),
        };
        has_package && asks_for(self.targets, &artifact.unit())
    }
}

/// Whether the options name this part of a package; the package is not looked at.
pub(super) fn asks_for(targets: &TargetOpts, unit: &Unit) -> bool {
    let TargetOpts { lib, bin, bins, example, examples, test, tests, bench, benches, all_targets } = targets;
    // A library or a binary that was compiled with its own tests is another part than without them.
    let is = |kind: &str| unit.kind == kind && (["test", "bench"].contains(&kind) || !unit.test);
    let has_tests = |but: &str| unit.test && unit.kind != but;
    if is("custom-build") {
        return false;
    }
    if *all_targets || (*tests && has_tests("bench")) || (*benches && has_tests("test")) {
        return true;
    }
    if is_default(targets) {
        return is("lib") || is("bin");
    }
    (is("lib") && *lib)
        || (is("bin") && (*bins || is_one_of(bin, &unit.name)))
        || (is("example") && (*examples || is_one_of(example, &unit.name)))
        || (is("test") && is_one_of(test, &unit.name))
        || (is("bench") && is_one_of(bench, &unit.name))
}

/// Whether the options name no part at all.
fn is_default(targets: &TargetOpts) -> bool {
    let TargetOpts { lib, bin, bins, example, examples, test, tests, bench, benches, all_targets } = targets;
    !(*lib || *bins || *examples || *tests || *benches || *all_targets)
        && [bin, example, test, bench].iter().all(|names| names.is_empty())
}

fn is_one_of(patterns: &[String], name: &str) -> bool {
    patterns.iter().any(|pattern| matches(pattern.as_bytes(), name.as_bytes()))
}
