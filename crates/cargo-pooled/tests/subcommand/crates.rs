//! Libraries, binaries, examples, tests, whole workspaces: what is reported of which crate.

use crate::project::{PLAIN, Project, manifest, offsets, said, type_of, types, with_main};

#[test]
fn a_library_with_generic_types_is_reported() {
    let source = format!(
        "{PLAIN}
        pub mod inner {{
            #[derive(pooled_types::Reset, Default)]
            #[pooled(instances(Pair<u8>, Pair<u32>))]
            pub struct Pair<T: Default + pooled_types::Reset> {{
                pub a: T, #[pooled(hot)] pub b: u64, #[pooled(cold)] pub c: T
            }}
            #[derive(pooled_types::Reset, Default)]
            pub struct Nothing;
            #[derive(pooled_types::Reset, Default)]
            pub struct Two(pub u8, pub u16);
            #[derive(pooled_types::Reset, Default)]
            pub enum Choice {{ #[default] A, B(u32) }}
            #[derive(pooled_types::Reset, Default)]
            #[repr(C, u8)]
            pub enum Tagged {{ #[default] A, B(u8, u32), C(u16) }}
        }}"
    );
    let project = Project::new("generic", "", &[("src/lib.rs", &source)]);
    let report = project.json(&[]);
    assert_eq!(report["schema"], 1);
    let names: Vec<_> = types(&report).iter().map(|ty| ty["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["Plain", "Pair<u32>", "Pair<u8>", "Nothing", "Two", "Choice", "Tagged"]);
    let pair = &types(&report)[1];
    assert_eq!((&pair["crate"], &pair["file"], &pair["line"]), (&"generic".into(), &"src/lib.rs".into(), &8.into()));
    assert_eq!((&pair["size"], &pair["align"], &pair["line_size"]), (&16.into(), &8.into(), &64.into()));
    assert_eq!(offsets(pair), [("b", 0), ("a", 8), ("c", 12)]);
    let heats: Vec<_> = pair["fields"].as_array().unwrap().iter().map(|field| &field["heat"]).collect();
    assert_eq!(heats, ["hot", "warm", "cold"]);
    assert_eq!(types(&report)[5]["fields"][0]["offset"], serde_json::Value::Null);
    let tagged = &types(&report)[6];
    assert_eq!((offsets(tagged), &tagged["suggested"]), (vec![("0", 4), ("1", 8), ("0", 4)], &serde_json::Value::Null));
    let variants: Vec<_> = tagged["fields"].as_array().unwrap().iter().map(|field| &field["variant"]).collect();
    assert_eq!(variants, ["B", "B", "C"]);
    assert_eq!(project.names(&["inner::Pair"]), ["Pair<u32>", "Pair<u8>"]);
}

#[test]
fn types_that_are_left_out_are_mentioned() {
    let source = format!(
        "{PLAIN}pub mod inner;
        #[derive(pooled_types::Reset)]
        pub struct Both<'a> {{ pub a: u8, pub b: Option<&'a str> }}"
    );
    let inner = "
#[derive(pooled_types::Reset, Default)]
pub struct Pair<T: pooled_types::Reset + Default> { pub a: T, pub b: T }
#[derive(pooled_types::Reset)]
pub struct Tail { pub a: u8, pub b: [u8] }
#[derive(pooled_types::Reset, Default)]
pub struct Path(pub u8);
#[derive(pooled_types::Reset, Default)]
pub struct Sized(pub Path);
";
    let project = Project::new("left-out", "", &[("src/lib.rs", &source), ("src/inner.rs", inner)]);
    let shown = project.layout(&[]);
    let note = "note: left out: `Pair` (src/inner.rs:3, generic without `instances(…)`), \
                `Tail` (src/inner.rs:5, its last field is unsized)\n";
    assert!(shown.code == Some(0) && shown.err.ends_with(note), "{}", shown.err);
}

#[test]
fn crates_without_metadata_are_reported() {
    let test = format!("{}#[test] fn test() {{}}", type_of("InTest"));
    let unit = format!("{PLAIN}#[cfg(test)] mod tests {{ {} }}", type_of("InUnitTest"));
    let project = Project::new(
        "several",
        "[lib]\ncrate-type = [\"cdylib\", \"staticlib\"]\n",
        &[
            ("src/lib.rs", &unit),
            ("src/main.rs", &format!("#![deny(warnings)]\n{}", with_main("InMain"))),
            ("src/bin/other-one.rs", &with_main("InOther")),
            ("examples/example.rs", &with_main("InExample")),
            ("tests/test.rs", &test),
            ("build.rs", "fn main() {}"),
        ],
    );
    assert_eq!(project.names(&[]), ["InOther", "Plain", "InMain"]);
    assert_eq!(project.names(&["--lib"]), ["Plain"]);
    assert_eq!(project.names(&["--bin", "several"]), ["InMain"]);
    assert_eq!(project.names(&["--bins"]), ["InOther", "InMain"]);
    assert_eq!(project.names(&["--example", "*"]), ["InExample"]);
    assert_eq!(project.names(&["--test", "test"]), ["InTest"]);
    assert_eq!(project.names(&["--tests"]), ["InOther", "Plain", "InUnitTest", "InMain", "InTest"]);
    assert_eq!(project.names(&["--all-targets", "--sort", "name"]).len(), 6);
}

#[test]
fn targets_with_a_harness_of_their_own_are_reported() {
    let none = |kind: &str| format!("[[{kind}]]\nname = \"{kind}-own\"\nharness = false\n");
    let project = Project::new(
        "harness",
        &["test", "bench", "example"].map(none).concat(),
        &[
            ("src/lib.rs", PLAIN),
            ("tests/test-own.rs", &with_main("InTest")),
            ("benches/bench-own.rs", &with_main("InBench")),
            ("benches/usual.rs", &type_of("InUsual")),
            ("examples/example-own.rs", &with_main("InExample")),
        ],
    );
    assert_eq!(project.names(&["--test", "test-own"]), ["InTest"]);
    assert_eq!(project.names(&["--bench", "bench-own"]), ["InBench"]);
    assert_eq!(project.names(&["--bench", "us*"]), ["InUsual"]);
    assert_eq!(project.names(&["--example", "example-own"]), ["InExample"]);
    assert_eq!(project.names(&["--tests", "--sort", "name"]), ["InTest", "Plain"]);
    assert_eq!(project.names(&["--benches", "--sort", "name"]), ["InBench", "InUsual", "Plain"]);
    let all = project.names(&["--all-targets", "--sort", "name"]);
    assert_eq!(all, ["InBench", "InExample", "InTest", "InUsual", "Plain"]);
}

#[test]
fn a_binary_with_the_name_of_its_library_is_reported() {
    let main = format!("{}fn main() {{ let _ = (twin::Plain::default(), InMain::default()); }}", type_of("InMain"));
    let project = Project::new("twin", "", &[("src/lib.rs", PLAIN), ("src/main.rs", &main)]);
    assert_eq!(project.names(&[]), ["Plain", "InMain"]);
}

#[test]
fn features_and_configurations_are_those_of_cargo() {
    let source = format!(
        "#[cfg(feature = \"more\")] mod more {{ {} }}\n#[cfg(not(debug_assertions))] mod release {{ {} }}",
        type_of("InFeature"),
        type_of("InRelease")
    );
    let project = Project::new("flags", "[features]\nmore = []\n", &[("src/lib.rs", &source)]);
    assert!(project.names(&[]).is_empty());
    assert_eq!(project.names(&["--features", "more"]), ["InFeature"]);
    assert_eq!(project.names(&["--all-features", "--release"]), ["InFeature", "InRelease"]);
}

fn workspace() -> Project {
    let members = "[workspace]\nmembers = [\"one\", \"two\"]\ndefault-members = [\"two\"]\nresolver = \"3\"\n";
    let two = "one = { path = \"../one\" }\n";
    Project::of(&[
        ("Cargo.toml", members),
        ("one/Cargo.toml", &manifest("one", "")),
        ("one/src/lib.rs", &type_of("InOne")),
        ("two/Cargo.toml", &manifest("two", two)),
        ("two/src/lib.rs", &format!("pub use one::InOne;\n{}", type_of("InTwo"))),
    ])
}

#[test]
fn of_a_workspace_the_packages_that_were_asked_for_are_reported() {
    let project = workspace();
    assert_eq!(project.names(&[]), ["InTwo"]);
    assert_eq!(project.names(&["--workspace"]), ["InOne", "InTwo"]);
    assert_eq!(project.names(&["--workspace", "--exclude", "two"]), ["InOne"]);
    assert_eq!(project.names(&["-p", "one"]), ["InOne"]);
    assert_eq!(project.names(&["-p", "o*", "-p", "two@0.1"]), ["InOne", "InTwo"]);
    assert_eq!(project.names(&["--manifest-path", "one/Cargo.toml"]), ["InOne"]);
}

#[test]
fn what_is_fresh_is_reported_and_stays_fresh() {
    let project = Project::new("fresh", "", &[("src/lib.rs", PLAIN), ("src/main.rs", &with_main("InMain"))]);
    let check = || {
        let said = said(project.command("cargo").args(["check", "--message-format=json"]));
        let is_ours = |line: &&str| line.contains("compiler-artifact") && line.contains("#fresh@0.1.0\"");
        let ours: Vec<_> = said.out.lines().filter(is_ours).map(|line| line.contains("\"fresh\":true")).collect();
        assert_eq!(ours.len(), 2, "{}", said.out);
        ours
    };
    check();
    let first = project.json(&[]);
    assert_eq!(types(&first).len(), 2);
    assert_eq!(project.json(&[]), first);
    assert_eq!(check(), [true, true]);
}

#[test]
fn objects_say_the_same_as_metadata() {
    let project = Project::new("objects", "", &[("src/lib.rs", PLAIN), ("src/main.rs", &with_main("InMain"))]);
    let checked = project.json(&[]);
    assert_eq!(types(&checked).len(), 2);
    assert_eq!(project.json(&["--build"]), checked);
    assert_eq!(project.names(&["--build", "--release", "--bins"]), ["InMain"]);
}
