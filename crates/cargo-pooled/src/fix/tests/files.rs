//! Files: which are rewritten, and how.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

use super::support::request;
use crate::fix::{Directories, Plan, Request, SourceFile, WriteRules, plan};

const SOURCE: &str =
    "mod x;\r\n#[derive(Pooled, Debug)]\r\nstruct S {\r\n    a: u8, // a\r\n    b: String,\r\n    c: Vec<u8>\r\n}";

/// A workspace in a directory of its own, in a git repository with all files committed.
fn workspace() -> (TempDir, PathBuf, WriteRules) {
    let directory = TempDir::new().unwrap();
    let root = directory.path().join("work");
    fs::create_dir_all(root.join("src")).unwrap();
    fs::create_dir_all(root.join("target/build")).unwrap();
    fs::write(root.join("src/lib.rs"), SOURCE).unwrap();
    fs::write(root.join(".gitignore"), "target\nsrc/ignored*\n").unwrap();
    git(&root, &["init", "-q"]);
    git(&root, &["add", "."]);
    git(&root, &["-c", "user.name=x", "-c", "user.email=x@example.org", "commit", "-qm", "x"]);
    let directories = Directories::new(&root, &[], &[root.join("target")]);
    (directory, root, WriteRules { directories, ..WriteRules::default() })
}

fn git(directory: &Path, arguments: &[&str]) {
    let status = Command::new("git").args(arguments).current_dir(directory).status().unwrap();
    assert!(status.success(), "{arguments:?}");
}

fn in_file(file: &str, rules: &WriteRules) -> Request {
    Request { file: SourceFile::of(file, &rules.directories), ..request(SOURCE, "S", &["c", "b", "a"]) }
}

/// Why nothing is planned for a file.
fn refused(file: &str, rules: &WriteRules) -> String {
    let Plan { files, refused, obstacles } = plan(&[in_file(file, rules)], rules);
    assert_eq!((files.len(), refused.len(), obstacles.as_str()), (0, 1, ""));
    refused[0].reason.clone()
}

/// Why no file is replaced: this one can't be.
fn kept(file: &str, rules: &WriteRules) -> String {
    let Plan { files, refused, obstacles } = plan(&[in_file(file, rules)], rules);
    assert_eq!((files.len(), refused.len()), (0, 0));
    obstacles
}

#[test]
fn the_difference_can_be_applied() {
    let (_directory, root, rules) = workspace();
    let path = root.join("src/lib.rs");
    let plan = plan(&[in_file("src/lib.rs", &rules)], &WriteRules { dry_run: true, ..rules.clone() });
    let diff = plan.diff();
    let notes = "# S: fields are dropped in the order they are declared, now `c` and `b`\n\
                 # S: `Debug` follows the order of the fields\n\
                 --- a/src/lib.rs\n+++ b/src/lib.rs\n@@ -1,7 +1,8 @@\n mod x;\r\n";
    assert!(diff.starts_with(notes), "{diff}");
    assert_eq!(fs::read_to_string(&path).unwrap(), SOURCE);
    fs::write(root.join("target/difference"), diff).unwrap();
    git(&root, &["apply", "--whitespace=nowarn", "target/difference"]);
    assert_eq!(fs::read_to_string(&path).unwrap(), plan.files[0].new);
}

#[test]
fn the_difference_of_any_name_and_line_can_be_applied() {
    let (_directory, root, rules) = workspace();
    let file = "src/a b ä.rs";
    let source = SOURCE.replace("// a\r\n", "// a\n\r\r\n") + "\r";
    fs::write(root.join(file), &source).unwrap();
    let plan = plan(&[in_file(file, &rules)], &WriteRules { dry_run: true, ..rules });
    fs::write(root.join("target/difference"), plan.diff()).unwrap();
    let text = || fs::read_to_string(root.join(file)).unwrap();
    git(&root, &["apply", "--whitespace=nowarn", "target/difference"]);
    assert_eq!(text(), plan.files[0].new);
    let patch = |args: &[&str]| Command::new("patch").args(args).current_dir(&root).output();
    // Not all systems have it, or that one.
    if patch(&["--version"]).is_ok_and(|said| String::from_utf8_lossy(&said.stdout).contains("GNU patch")) {
        patch(&["-p1", "-R", "--binary", "-i", "target/difference"]).unwrap();
        assert_eq!(text(), source);
    }
}

#[test]
fn a_file_is_replaced_with_its_permissions() {
    let (_directory, root, rules) = workspace();
    let path = root.join("src/lib.rs");
    #[cfg(unix)]
    fs::set_permissions(&path, std::os::unix::fs::PermissionsExt::from_mode(0o640)).unwrap();
    let permissions = fs::metadata(&path).unwrap().permissions();
    let plan = plan(&[in_file("src/lib.rs", &rules)], &rules);
    plan.write().unwrap();
    let expected = "mod x;\r\n#[derive(Pooled, Debug)]\r\n#[repr(C)]\r\nstruct S {\r\n    c: Vec<u8>,\
                    \r\n    b: String,\r\n    a: u8 // a\r\n}";
    assert_eq!(fs::read_to_string(&path).unwrap(), expected);
    assert_eq!(fs::metadata(&path).unwrap().permissions(), permissions);
    assert_eq!(fs::read_dir(root.join("src")).unwrap().count(), 1);
}

#[test]
fn changes_that_git_does_not_have_are_not_overwritten() {
    let (directory, root, rules) = workspace();
    let dirty = |file| format!("`{file}` has changes that are not committed (commit them, or pass `--allow-dirty`)");
    let allow_dirty = WriteRules { allow_dirty: true, ..rules.clone() };
    for file in ["src/lib.rs", "src/new äö.rs", "src/ignored.rs"] {
        fs::write(root.join(file), format!("{SOURCE}\n")).unwrap();
        assert_eq!(kept(file, &rules), dirty(file));
        assert_eq!(plan(&[in_file(file, &rules)], &allow_dirty).files.len(), 1);
    }
    fs::write(root.join(".git/config"), "no section").unwrap();
    let may = "`src/lib.rs` may have changes that are not committed, git says: bad config line 1 in file .git/config \
               (to rewrite nevertheless, pass `--allow-no-vcs`)";
    assert_eq!(kept("src/lib.rs", &allow_dirty), may);
    fs::remove_dir_all(root.join(".git")).unwrap();
    if Command::new("git").arg("status").current_dir(directory.path()).output().unwrap().status.success() {
        return;
    }
    let unknown = "`src/lib.rs` is in no git repository (to rewrite nevertheless, pass `--allow-no-vcs`)";
    assert_eq!(kept("src/lib.rs", &allow_dirty), unknown);
    let allow = WriteRules { allow_no_vcs: true, ..rules.clone() };
    assert_eq!(plan(&[in_file("src/lib.rs", &rules)], &allow).files.len(), 1);
}

#[test]
fn files_that_are_not_the_users_are_refused() {
    let (directory, root, rules) = workspace();
    let outside = directory.path().join("lib.rs");
    for path in [&outside, &root.join("target/build/made.rs")] {
        fs::write(path, SOURCE).unwrap();
    }
    for file in ["../lib.rs", outside.to_str().unwrap()] {
        assert_eq!(refused(file, &rules), "the file is not in the workspace");
    }
    let made = "the file is in the target directory, where builds make it";
    assert_eq!(refused("target/build/made.rs", &rules), made);
    assert!(refused("src/gone.rs", &rules).ends_with("gone.rs` can't be read: No such file or directory (os error 2)"));
    fs::write(root.join("src/latin.rs"), b"struct S; // \xe4").unwrap();
    assert_eq!(refused("src/latin.rs", &rules), "the file is not UTF-8");
    assert!(refused("src", &rules).contains("src` can't be read: "));
    let path = root.join("src/lib.rs");
    let mut permissions = fs::metadata(&path).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&path, permissions).unwrap();
    assert_eq!(kept("src/lib.rs", &rules), "`src/lib.rs` is read-only");
}

#[test]
fn one_file_that_can_not_be_replaced_stops_all() {
    let (_directory, root, rules) = workspace();
    fs::write(root.join("src/new.rs"), SOURCE.replace("Debug", "Ord")).unwrap();
    let all = [
        in_file("src/lib.rs", &rules),
        in_file("src/new.rs", &rules),
        Request { line: 1, ..in_file("src/gone.rs", &rules) },
    ];
    assert_eq!(plan(&all, &rules).files.len(), 1, "that one is refused, not changed");
    for file in ["src/new.rs", "src/other.rs"] {
        fs::write(root.join(file), SOURCE).unwrap();
    }
    let Plan { files, refused, obstacles } = plan(&[&all[..], &[in_file("src/other.rs", &rules)]].concat(), &rules);
    assert_eq!((files.len(), refused.len()), (0, 1));
    let dirty = "have changes that are not committed (commit them, or pass `--allow-dirty`)";
    assert_eq!(obstacles, format!("`src/new.rs`, `src/other.rs` {dirty}"));
}

#[test]
fn nothing_is_written_if_one_file_has_changed() {
    let (_directory, root, rules) = workspace();
    let rules = WriteRules { allow_dirty: true, ..rules };
    fs::write(root.join("src/other.rs"), SOURCE).unwrap();
    let plan = plan(&[in_file("src/lib.rs", &rules), in_file("src/other.rs", &rules)], &rules);
    fs::write(root.join("src/other.rs"), "// mine").unwrap();
    let error = plan.write().unwrap_err().to_string();
    let expected = "`src/other.rs` can't be written: the file has changed in the meantime; no file was changed";
    assert_eq!((plan.files.len(), error.as_str()), (2, expected));
    assert_eq!(fs::read_to_string(root.join("src/lib.rs")).unwrap(), SOURCE);
    assert_eq!(fs::read_dir(root.join("src")).unwrap().count(), 2);
}

#[test]
fn files_that_were_written_before_one_that_could_not_be_are_named() {
    let (_directory, root, rules) = workspace();
    let rules = WriteRules { allow_dirty: true, ..rules };
    fs::write(root.join("src/other.rs"), SOURCE).unwrap();
    let plan = plan(&[in_file("src/lib.rs", &rules), in_file("src/other.rs", &rules)], &rules);
    let staged = plan.stage().unwrap();
    fs::remove_file(root.join("src/other.rs")).unwrap();
    fs::create_dir_all(root.join("src/other.rs/in it")).unwrap();
    let error = plan.replace(staged).unwrap_err().to_string();
    assert!(error.starts_with("`src/other.rs` can't be written: "), "{error}");
    assert!(error.ends_with("; changed before: `src/lib.rs`"), "{error}");
    assert_eq!(fs::read_to_string(root.join("src/lib.rs")).unwrap(), plan.files[0].new);
}

#[test]
#[cfg(unix)]
fn a_link_stays_a_link() {
    let (_directory, root, rules) = workspace();
    std::os::unix::fs::symlink("lib.rs", root.join("src/link.rs")).unwrap();
    plan(&[in_file("src/link.rs", &rules)], &rules).write().unwrap();
    assert!(fs::symlink_metadata(root.join("src/link.rs")).unwrap().is_symlink());
    assert!(fs::read_to_string(root.join("src/lib.rs")).unwrap().contains("#[repr(C)]"));
}

#[test]
fn a_file_of_several_names_is_one_file() {
    let (_directory, root, rules) = workspace();
    let rules = WriteRules { allow_dirty: true, ..rules };
    fs::create_dir_all(root.join("parts")).unwrap();
    fs::write(root.join("parts/two.in"), format!("{SOURCE}\n{}", SOURCE.replace("struct S", "struct T"))).unwrap();
    let absolute = root.join("parts/two.in");
    let first = in_file("src/../parts/two.in", &rules);
    let second = Request { ty: "T".to_string(), line: first.line + 7, ..in_file(absolute.to_str().unwrap(), &rules) };
    let plan = plan(&[first, second], &rules);
    assert_eq!((plan.files.len(), plan.notes().count(), plan.refused.len()), (1, 2, 0));
    assert!(plan.diff().contains("\n--- a/parts/two.in\n+++ b/parts/two.in\n"), "{}", plan.diff());
    plan.write().unwrap();
    assert_eq!(fs::read_to_string(absolute).unwrap().matches("#[repr(C)]").count(), 2);
}
