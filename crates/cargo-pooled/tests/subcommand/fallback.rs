//! What a compiler writes into metadata is no contract. If it has no values of statics, objects are read instead.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use crate::project::{PLAIN, Project, said};

/// A compiler that spoils the values of statics in some metadata: of the crate `forgetful`, and of the crate that is
/// compiled to find out whether it does.
const FORGETFUL: &str = r#"#!/bin/sh
rustc "$@" || exit $?
name= directory= before=
for argument; do
    case $before in --crate-name) name=$argument ;; --out-dir) directory=$argument ;; -o) output=$argument ;; esac
    case $argument in --crate-name=*) name=${argument#*=} ;; esac
    before=$argument
done
case $name in
    probe) files=$output ;;
    forgetful) files=$(ls "$directory"/libforgetful*.rmeta) ;;
    *) exit 0 ;;
esac
for file in $files; do
    LC_ALL=C sed -e 's/pooled\x1al/forgot\x1al/g' -e 's/\x01\x01anqu/\x01\x01forg/g' "$file" >"$file.new" || exit 1
    mv "$file.new" "$file" || exit 1
done
"#;

#[test]
fn a_compiler_whose_metadata_has_no_statics_is_noticed() {
    let compiler = Path::new(env!("CARGO_TARGET_TMPDIR")).join("forgetful-rustc");
    // Written once: with a newer compiler cargo would compile everything again.
    if fs::read_to_string(&compiler).ok().as_deref() != Some(FORGETFUL) {
        fs::write(&compiler, FORGETFUL).unwrap();
        fs::set_permissions(&compiler, fs::Permissions::from_mode(0o755)).unwrap();
    }
    let project = Project::new("forgetful", "", &[("src/lib.rs", PLAIN)]);
    let mut command = project.layout_command(&["--format", "json"]);
    command.env("RUSTC", &compiler).env("CARGO_TARGET_DIR", Path::new(env!("CARGO_TARGET_TMPDIR")).join("forgetful"));
    let noticed = said(&mut command);
    assert_eq!(noticed.code, Some(0), "{}", noticed.err);
    assert!(
        noticed.err.contains("note: this compiler's metadata has no values of statics; building instead\n"),
        "{}",
        noticed.err
    );
    assert_eq!(noticed.out, project.layout(&["--format", "json"]).out);
}
