//! The same struct on several targets, without a linker for any of them.

use std::path::Path;
use std::process::Command;

use crate::project::{Project, manifest, offsets, said, types};

const SOURCE: &str = "#![no_std]
#[derive(pooled_types::Reset, Default)]
pub struct Wide {
    pub small: u8, #[pooled(hot)] pub size: usize, #[pooled(hot)] pub long: u64, pub text: Option<&'static str>
}
";

const THUMB: &str = "thumbv7em-none-eabihf";

/// Those that are not installed are left out, unless the checks of a change say that all must be there.
fn is_installed(target: &str) -> bool {
    let output = Command::new("rustc").args(["--print", "target-libdir", "--target", target]).output().unwrap();
    let is_there = Path::new(String::from_utf8_lossy(&output.stdout).trim()).is_dir();
    let must_be = std::env::var_os("POOLED_ALL_TARGETS").is_some();
    assert!(is_there || !must_be, "the target {target} is not installed: run .ci/targets");
    if !is_there {
        eprintln!("left out: {target} is not installed");
    }
    is_there
}

/// Assertions that the compiler checks: the numbers of the report are its own.
fn assertions(ty: &serde_json::Value) -> String {
    let (size, align) = (&ty["size"], &ty["align"]);
    let places = offsets(ty);
    let places = places.iter().map(|(name, offset)| format!(" && core::mem::offset_of!(Wide, {name}) == {offset}"));
    let places: String = places.collect();
    format!("const _: () = assert!(size_of::<Wide>() == {size} && align_of::<Wide>() == {align}{places});\n")
}

fn check(target: &str, size: u64, align: u64) {
    if !is_installed(target) {
        return;
    }
    let project = Project::new("wide", "", &[("src/lib.rs", SOURCE)]);
    let report = project.json(&["--target", target]);
    let ty = &types(&report)[0];
    assert_eq!(
        (&report["target"], ty["size"].as_u64(), ty["align"].as_u64()),
        (&target.into(), Some(size), Some(align))
    );
    assert_eq!(offsets(ty).len(), 4);
    project.write("src/lib.rs", &format!("{SOURCE}{}", assertions(ty)));
    // Cargo may have heard of the target from elsewhere.
    let mut command = project.layout_command(&["--format", "json"]);
    let from_environment = said(command.env("CARGO_BUILD_TARGET", target));
    assert_eq!(from_environment.out, project.layout(&["--format", "json", "--target", target]).out);
    project.write(".cargo/config.toml", &format!("[build]\ntarget = \"{target}\"\n"));
    assert_eq!(project.json(&[]), report);
}

#[test]
fn x86_64() {
    check("x86_64-unknown-linux-gnu", 40, 8);
}

#[test]
fn i686() {
    check("i686-unknown-linux-gnu", 24, 4);
}

#[test]
fn thumbv7em() {
    check(THUMB, 24, 8);
}

#[test]
fn wasm32() {
    check("wasm32-unknown-unknown", 24, 8);
}

#[test]
fn all_of_several_targets_are_reported() {
    const WASM: &str = "wasm32-unknown-unknown";
    if !is_installed(THUMB) || !is_installed(WASM) {
        return;
    }
    let project = Project::new("wides", "", &[("src/lib.rs", SOURCE)]);
    let asked = project.json(&["--target", WASM, "--target", THUMB]);
    let of_types = |key: &str| types(&asked).iter().map(|ty| ty[key].clone()).collect::<Vec<_>>();
    assert_eq!((of_types("target"), &asked["target"]), (vec![THUMB.into(), WASM.into()], &both().into()));
    let table = project.layout(&["--target", WASM, "--target", THUMB]).out;
    assert!([THUMB, WASM].iter().all(|on| table.contains(&format!("wides, src/lib.rs:3, on {on}\n"))), "{table}");
    let config = format!("[build]\ntarget = [\"{THUMB}\", \"{WASM}\"]\n");
    project.write(".cargo/config.toml", &config);
    assert_eq!(project.json(&[]), asked);
    assert_eq!(project.layout(&["--save", "base.json"]).code, Some(0));
    project.write("src/lib.rs", &SOURCE.replace("small: u8", "small: [u8; 9]"));
    let said = project.layout(&["--against", "base.json", "--deny", "worse,suboptimal"]);
    for on in [THUMB, WASM] {
        assert!(said.out.contains(&format!("wides::Wide  src/lib.rs:3 on {on}\n")), "{}", said.out);
    }
    assert!(said.out.contains("\n2 types changed"), "{}", said.out);
}

fn both() -> String {
    format!("{THUMB}, wasm32-unknown-unknown")
}

#[test]
fn what_runs_on_the_host_is_left_out_of_another_target() {
    if !is_installed(THUMB) {
        return;
    }
    let root = "[workspace]\nmembers = [\"part\", \"whole\"]\nresolver = \"3\"\n";
    let needs = "part = { path = \"../part\" }\n[build-dependencies]\npart = { path = \"../part\" }\n";
    let project = Project::of(&[
        ("Cargo.toml", root),
        ("part/Cargo.toml", &manifest("part", "")),
        (
            "part/src/lib.rs",
            "#![cfg_attr(target_os = \"none\", no_std)]
            #[derive(pooled_types::Reset, Default)] pub struct Word { pub word: usize }",
        ),
        ("whole/Cargo.toml", &manifest("whole", needs)),
        ("whole/build.rs", "fn main() { let _ = part::Word::default(); }"),
        ("whole/src/lib.rs", "#![no_std] pub use part::Word;"),
    ]);
    let report = project.json(&["--workspace", "--target", THUMB]);
    let sizes: Vec<_> = types(&report).iter().map(|ty| ty["size"].as_u64().unwrap()).collect();
    assert_eq!(sizes, [4]);
}
