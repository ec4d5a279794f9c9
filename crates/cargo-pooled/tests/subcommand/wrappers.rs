//! Wrappers of the compiler that users set: they are called, and a report with one is not taken for that with another.

use std::fs;
use std::os::unix::fs::PermissionsExt;

use crate::project::{Project, said, type_of};

/// A project whose wrappers `wrap/one` and `wrap/two` set a condition of their name.
fn project(name: &str) -> Project {
    let types =
        ["one", "two"].map(|name| format!("#[cfg({name})] mod {name} {{ {} }}\n", type_of(&format!("In_{name}"))));
    let source = format!("#![allow(unexpected_cfgs, non_camel_case_types)]\n{}{}", types.concat(), type_of("Always"));
    let project = Project::new(name, "", &[("src/lib.rs", &source)]);
    for name in ["one", "two"] {
        let file = format!("wrap/{name}");
        project.write(&file, &format!("#!/bin/sh\nexec \"$@\" --cfg {name}\n"));
        fs::set_permissions(project.path(&file), fs::Permissions::from_mode(0o755)).unwrap();
    }
    project
}

fn names(project: &Project, variable: &str, wrapper: &str) -> Vec<String> {
    let mut command = project.layout_command(&["--format", "json", "--sort", "name"]);
    let said = said(command.env(variable, if wrapper.is_empty() { "".into() } else { project.path(wrapper) }));
    let report: serde_json::Value = serde_json::from_str(&said.out).expect(&said.err);
    let name = |ty: &serde_json::Value| ty["name"].as_str().unwrap().to_string();
    report["types"].as_array().unwrap().iter().map(name).collect()
}

#[test]
fn another_wrapper_in_the_environment_is_noticed() {
    let project = project("wrapped");
    let names = |wrapper| names(&project, "RUSTC_WORKSPACE_WRAPPER", wrapper);
    assert_eq!(names("wrap/one"), ["Always", "In_one"]);
    assert_eq!(names("wrap/two"), ["Always", "In_two"]);
    assert_eq!(names(""), ["Always"]);
    assert_eq!(names("wrap/one"), ["Always", "In_one"]);
}

#[test]
fn a_wrapper_in_the_configuration_is_called() {
    let project = project("configured");
    project.write(".cargo/config.toml", "[build]\nrustc-workspace-wrapper = \"wrap/one\"\n");
    assert_eq!(project.names(&["--sort", "name"]), ["Always", "In_one"]);
    assert_eq!(names(&project, "RUSTC_WORKSPACE_WRAPPER", ""), ["Always"]);
    assert_eq!(names(&project, "CARGO_BUILD_RUSTC_WORKSPACE_WRAPPER", "wrap/two"), ["Always", "In_two"]);
    project.write("inner/.cargo/config.toml", "build.rustc-workspace-wrapper = \"../inner/../wrap/two\"\n");
    let mut command = project.layout_command(&["--format", "json"]);
    let said = said(command.current_dir(project.path("inner")));
    assert!(said.out.contains("In_two") && !said.out.contains("In_one"), "{}{}", said.out, said.err);
}
