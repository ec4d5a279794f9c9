//! Which of the things that cargo made were asked for: it also speaks of what they depend on.

use super::cargo::Artifact;
use super::workspace::Workspace;
use crate::opts::{Layout, Targets};

/// What was asked for.
pub(super) struct Selection<'a> {
    packages: Packages<'a>,
    targets: &'a Targets,
}

enum Packages<'a> {
    /// By what the user called them.
    Named(&'a [String]),
    /// By identifier, without those that the user called by these names.
    Members(&'a [String], &'a [String]),
}

impl<'a> Selection<'a> {
    pub(super) fn of(opts: &'a Layout, workspace: &'a Workspace) -> Self {
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
        has_package && asks_for(self.targets, artifact)
    }
}

fn asks_for(targets: &Targets, artifact: &Artifact) -> bool {
    let name = &artifact.target.name;
    let is = |kind: &str| artifact.target.kind.iter().any(|of| of == kind);
    if is("custom-build") {
        return false;
    }
    let is_lib = ["lib", "rlib", "dylib", "cdylib", "staticlib", "proc-macro"].iter().any(|kind| is(kind));
    if targets.all_targets || (targets.tests && artifact.profile.test) {
        return true;
    }
    if is_default(targets) {
        return is_lib || is("bin");
    }
    (is_lib && targets.lib)
        || (is("bin") && (targets.bins || is_one_of(&targets.bin, name)))
        || (is("example") && (targets.examples || is_one_of(&targets.example, name)))
        || (is("test") && is_one_of(&targets.test, name))
}

fn is_default(targets: &Targets) -> bool {
    let Targets { lib, bin, bins, example, examples, test, tests, all_targets } = targets;
    !(*lib || *bins || *examples || *tests || *all_targets) && [bin, example, test].iter().all(|names| names.is_empty())
}

fn is_one_of(patterns: &[String], name: &str) -> bool {
    patterns.iter().any(|pattern| matches(pattern.as_bytes(), name.as_bytes()))
}

/// Whether a package specification of cargo, such as `serde`, `serde@1`, `s*` or a URL, means the package with this identifier.
fn names(spec: &str, id: &str) -> bool {
    let (url, fragment) = id.split_once('#').unwrap_or((id, ""));
    let directory = url.split('?').next().unwrap_or(url).rsplit('/').next().unwrap_or("");
    let (name, version) = fragment.rsplit_once('@').unwrap_or((directory, fragment));
    if let Some((_, rest)) = spec.split_once("://") {
        let (_, own) = url.split_once("://").unwrap_or(("", url));
        return spec == id || rest.split('#').next() == Some(own);
    }
    let (wanted, wanted_version) = spec.split_once(['@', ':']).unwrap_or((spec, ""));
    let is_version = wanted_version.is_empty()
        || version.strip_prefix(wanted_version).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
    matches(wanted.as_bytes(), name.as_bytes()) && is_version
}

/// Whether `text` fits a pattern with `*` and `?`.
fn matches(pattern: &[u8], text: &[u8]) -> bool {
    match (pattern.split_first(), text.split_first()) {
        (None, None) => true,
        (Some((b'*', rest)), _) => (0..=text.len()).any(|at| matches(rest, &text[at..])),
        (Some((b'?', rest)), Some((_, text))) => matches(rest, text),
        (Some((a, rest)), Some((b, text))) => a == b && matches(rest, text),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{matches, names};

    #[test]
    fn specifications_of_packages_are_those_of_cargo() {
        let short = "path+file:///home/me/server#0.3.1";
        let long = "registry+https://registry.example/index#serde@1.0.2";
        assert!(
            ["server", "ser*", "s?rver", "server@0.3", "server:0.3.1", "file:///home/me/server"]
                .iter()
                .all(|spec| names(spec, short))
        );
        assert!(
            ["serve", "server@0.31", "server@1", "serde", "file:///home/me/serve"]
                .iter()
                .all(|spec| !names(spec, short))
        );
        assert!(["serde", "serde@1", "serde@1.0.2", "*e", long].iter().all(|spec| names(spec, long)));
        assert!(!names("index", long));
    }

    #[test]
    fn stars_and_question_marks_match() {
        assert!(matches(b"a*c?", b"abbcd") && matches(b"*", b"") && matches(b"", b""));
        assert!(!matches(b"a?", b"a") && !matches(b"", b"a") && !matches(b"b*", b"ab"));
    }
}
