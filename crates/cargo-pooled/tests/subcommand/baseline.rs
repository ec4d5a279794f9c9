//! `--save` and `--against` on whole packages.

use crate::project::{PLAIN, Project, Said, manifest, type_of, with_main};

/// Two packages, whose names end in this. `one-…` has a library, a binary of the same name with a module, and tests.
/// `two-…` has a library and a test.
fn workspace(name: &str) -> Project {
    let unit = format!("{}#[cfg(test)] mod tests {{ {} }}", type_of("InOne"), type_of("InUnitTest"));
    Project::of(&[
        ("Cargo.toml", "[workspace]\nmembers = [\"one\", \"two\"]\nresolver = \"3\"\n"),
        ("one/Cargo.toml", &manifest(&format!("one-{name}"), "")),
        ("one/src/lib.rs", &unit),
        (
            "one/src/main.rs",
            &format!(
                "mod inner {{ {} }}\n{}",
                type_of("InMain"),
                "fn main() { inner::Plain::default(); }".replace("Plain", "InMain")
            ),
        ),
        ("one/src/bin/other.rs", &with_main("InOther")),
        ("one/tests/it.rs", &type_of("InTestOne")),
        ("two/Cargo.toml", &manifest(&format!("two-{name}"), "")),
        ("two/src/lib.rs", &type_of("InTwo")),
        ("two/tests/it.rs", &type_of("InTestTwo")),
    ])
}

/// What a comparison with `base.json` says, in which nothing is worse.
fn against(project: &Project, args: &[&str]) -> String {
    let Said { code, out, err } = project.layout(&[&["--against", "base.json", "--deny", "worse"], args].concat());
    assert_eq!(code, Some(0), "{err}");
    out
}

#[test]
fn a_baseline_tells_what_has_changed() {
    let project = Project::new("baseline", "", &[("src/lib.rs", PLAIN)]);
    assert_eq!(
        (project.layout(&["--save", "base.json"]).code, project.layout(&["--save", "base.json"]).out.as_str()),
        (Some(0), "")
    );
    assert_eq!(project.layout(&["--against", "base.json", "--deny", "worse"]).code, Some(0));
    project.write("src/lib.rs", &PLAIN.replace("pub a: u8", "pub a: [u8; 24]"));
    let changed = project.layout(&["--against", "base.json"]);
    assert_eq!(changed.code, Some(0), "{}", changed.err);
    assert!(changed.out.contains("baseline::Plain  src/lib.rs:3") && changed.out.contains("32"), "{}", changed.out);
    let json = project.layout(&["--against", "base.json", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&json.out).unwrap();
    let plain = serde_json::json!({ "path": "baseline::Plain", "file": "src/lib.rs", "line": 3, "changes": [
        { "verdict": "worse", "text": "grew from 16 to 32 bytes" },
        { "verdict": "better", "text": "padding fell from 7 to 0 bytes" },
    ]});
    assert_eq!(json, serde_json::json!({ "schema": 1, "types": [plain], "same": 0, "skipped": 0 }));
    assert_eq!(project.layout(&["--against", "base.json", "--save", "base.json", "--deny", "worse"]).code, Some(1));
    assert_eq!(project.layout(&["--against", "base.json", "--deny", "worse"]).code, Some(0));
    let elsewhere = project.layout(&["--against", "base.json", "--target", "thumbv7em-none-eabihf"]);
    assert!(elsewhere.out.is_empty() && elsewhere.code != Some(0));
}

#[test]
fn a_baseline_is_read_before_anything_is_compiled() {
    let project = Project::new("unread", "", &[("src/lib.rs", "this is no Rust")]);
    for (file, wanted) in
        [("none.json", "error: can't read `none.json`: "), ("Cargo.toml", "error: `Cargo.toml` is no baseline: ")]
    {
        let said = project.layout(&["--against", file]);
        assert_eq!((said.code, said.err.lines().count()), (Some(2), 1), "{}", said.err);
        assert!(said.err.starts_with(wanted), "{}", said.err);
    }
}

#[test]
fn what_was_not_selected_is_not_gone() {
    let project = workspace("skip");
    assert_eq!(project.layout(&["--workspace", "--all-targets", "--save", "base.json"]).code, Some(0));
    assert_eq!(against(&project, &["--workspace", "--all-targets"]), "Nothing has changed: 7 types.\n");
    let skipped = |same, types: usize| {
        let types_and = if types == 1 {
            "type of the baseline is not in what was selected, and was"
        } else {
            "types of the baseline are not in what was selected, and were"
        };
        format!("Nothing has changed: {same}.\n{types} {types_and} not looked at.\n")
    };
    for (args, same, types) in [
        (&["--workspace"][..], "4 types", 3),
        (&["-p", "one-skip"], "3 types", 4),
        (&["-p", "one-skip", "--lib"], "1 type", 6),
        (&["-p", "one-skip", "--bin", "other"], "1 type", 6),
        (&["--workspace", "--exclude", "one-skip", "--all-targets"], "2 types", 5),
        (&["-p", "two-skip", "--test", "it"], "1 type", 6),
        (&["--workspace", "--all-targets", "In"], "7 types", 0),
        (&["--workspace", "--all-targets", "InTest"], "2 types", 5),
    ] {
        let wanted = if types == 0 { format!("Nothing has changed: {same}.\n") } else { skipped(same, types) };
        assert_eq!(against(&project, args), wanted, "{args:?}");
    }
}

#[test]
fn what_is_gone_from_a_selected_part_is_removed() {
    let project = workspace("gone");
    assert_eq!(project.layout(&["--workspace", "--all-targets", "--save", "base.json"]).code, Some(0));
    project.write("two/src/lib.rs", "");
    let gone = against(&project, &["-p", "two-gone"]);
    assert!(gone.starts_with("two_gone::InTwo  two/src/lib.rs:3\n  changed removed\n1 type changed"), "{gone}");
    assert!(
        gone.ends_with("\n6 types of the baseline are not in what was selected, and were not looked at.\n"),
        "{gone}"
    );
    assert!(!against(&project, &["-p", "one-gone"]).contains("removed"));
    std::fs::remove_file(project.path("one/src/bin/other.rs")).unwrap();
    let gone = against(&project, &["-p", "one-gone", "--bins"]);
    assert!(gone.contains("other::InOther  one/src/bin/other.rs:3\n  changed removed\n"), "{gone}");
    std::fs::remove_dir_all(project.path("two")).unwrap();
    project.write("Cargo.toml", "[workspace]\nmembers = [\"one\"]\nresolver = \"3\"\n");
    let gone = against(&project, &["--workspace", "--all-targets"]);
    assert_eq!(gone.matches("  changed removed\n").count(), 3, "{gone}");
}

#[test]
fn a_filter_may_name_what_is_gone() {
    let both = type_of("Gone") + &type_of("Left");
    let project = Project::new("filter", "", &[("src/lib.rs", &both)]);
    assert_eq!(project.layout(&["--save", "base.json"]).code, Some(0));
    project.write("src/lib.rs", &type_of("Left"));
    let gone = against(&project, &["Gone"]);
    assert!(gone.starts_with("filter::Gone  src/lib.rs:") && gone.contains("\n  changed removed\n"), "{gone}");
    let nowhere = project.layout(&["--against", "base.json", "Nowhere"]);
    assert_eq!((nowhere.code, nowhere.out.as_str()), (Some(2), ""));
    assert!(nowhere.err.ends_with("error: no pooled type has `Nowhere` in its path\n"), "{}", nowhere.err);
    assert_eq!(project.layout(&["Gone"]).code, Some(2));
}

#[test]
fn figures_of_other_lines_and_targets_are_not_compared() {
    let project = Project::new("lines", "", &[("src/lib.rs", PLAIN)]);
    assert_eq!(project.layout(&["--save", "base.json"]).code, Some(0));
    assert_eq!(project.layout(&["--line", "128", "--save", "wide.json"]).code, Some(0));
    let host = project.json(&[])["target"].as_str().unwrap().to_string();
    let saved = std::fs::read_to_string(project.path("base.json")).unwrap();
    project.write("other.json", &saved.replace(&host, "wasm32-wasip1"));
    let both = "or compare with a baseline that was saved like this report";
    for (args, wanted) in [
        (
            &["--against", "base.json", "--line", "128"][..],
            format!(
                "error: `base.json` was saved with no `--line`, and this report has `--line 128`: pass no `--line`, \
                 {both}"
            ),
        ),
        (
            &["--against", "wide.json"],
            format!(
                "error: `wide.json` was saved with `--line 128`, and this report has no `--line`: pass `--line 128`, \
                 {both}"
            ),
        ),
        (
            &["--against", "other.json"],
            format!(
                "error: `other.json` is of the target wasm32-wasip1, and this report of {host}: \
                 pass `--target wasm32-wasip1`, {both}"
            ),
        ),
    ] {
        let said = project.layout(args);
        assert_eq!(
            (said.code, said.out.as_str(), said.err.lines().last()),
            (Some(2), "", Some(wanted.as_str())),
            "{args:?}"
        );
    }
    assert_eq!(project.layout(&["--against", "wide.json", "--line", "128", "--deny", "worse"]).code, Some(0));
}
