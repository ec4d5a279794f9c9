//! Packages, as cargo identifies them and as users name them.

/// The name and the version in a package identifier of cargo, such as `path+file:///home/me/server#0.3.1`.
pub(super) fn name_and_version(id: &str) -> (&str, &str) {
    let (url, fragment) = id.split_once('#').unwrap_or((id, ""));
    let directory = url.split('?').next().unwrap_or(url).rsplit('/').next().unwrap_or("");
    fragment.rsplit_once('@').unwrap_or((directory, fragment))
}

/// Whether a package specification means the package with this identifier. A specification is what users write for
/// cargo: `serde`, `serde@1`, `s*` or a URL.
pub(super) fn names(spec: &str, id: &str) -> bool {
    let (name, version) = name_and_version(id);
    if let Some((_, rest)) = spec.split_once("://") {
        let url = id.split('#').next().unwrap_or(id);
        let (_, own) = url.split_once("://").unwrap_or(("", url));
        return spec == id || rest.split('#').next() == Some(own);
    }
    let (wanted, wanted_version) = spec.split_once(['@', ':']).unwrap_or((spec, ""));
    let is_version = wanted_version.is_empty()
        || version.strip_prefix(wanted_version).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
    matches(wanted.as_bytes(), name.as_bytes()) && is_version
}

/// Whether `text` fits a pattern with `*` and `?`.
pub(super) fn matches(pattern: &[u8], text: &[u8]) -> bool {
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
    use super::{matches, name_and_version, names};

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
        assert_eq!([short, long].map(name_and_version), [("server", "0.3.1"), ("serde", "1.0.2")]);
    }

    #[test]
    fn stars_and_question_marks_match() {
        assert!(matches(b"a*c?", b"abbcd") && matches(b"*", b"") && matches(b"", b""));
        assert!(!matches(b"a?", b"a") && !matches(b"", b"a") && !matches(b"b*", b"ab"));
    }
}
