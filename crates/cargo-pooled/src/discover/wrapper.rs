//! The compiler as cargo calls it for the members of the workspace: this program stands between the two.
//!
//! The compiler writes metadata for libraries only: that of a binary, a `cdylib`, a `staticlib`, an example or a test
//! is empty. Such a crate is checked as a library instead. Cargo gives files of their own to what is compiled through a
//! wrapper, so the files of a usual `cargo check` stay as they are, and fresh.
//!
//! Two things are lost. A library has no functions with `#[test]`, so the types inside them are not seen. A crate of
//! procedural macros can't be a library of another kind, so its types are not seen either.

use std::ffi::{OsStr, OsString};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::process::{self, Command, ExitCode};
use std::{env, fs, io};

use super::mode::Mode;
use super::user_wrapper::{self, SLOT};

/// Set for the compiler that our cargo calls. The value says what is done to the arguments.
const MARK: &str = "CARGO_POOLED_WRAPPER";
/// A value of [`MARK`]: crates without metadata are compiled as libraries.
const AS_LIBRARIES: &str = "check";
/// A value of [`MARK`]: objects are built, and keep all statics.
const KEEPING_STATICS: &str = "build";
/// The wrapper that the user has set, which this program replaces and calls.
const INNER: &str = "CARGO_POOLED_INNER_WRAPPER";
/// Tells the derives that the crate is compiled for the report: then they write a broken budget down, and it is no
/// error. Cargo does not see this variable and need not: what is compiled through a wrapper has files of its own, and
/// none of them is made without the variable.
const REPORT: &str = "POOLED_LAYOUT_REPORT";
/// Makes the compiler emit all statics, and keeps the linker from dropping them.
const STATICS_ARGS: &[&str] = &["-Clink-dead-code=yes", "-Copt-level=0"];

/// Makes `cargo` call this program in place of the compiler. If the user has set a wrapper, this program has another
/// path for each of them, in `directory`: cargo compiles again if the path of the wrapper changes.
pub(super) fn install(cargo: &mut Command, mode: Mode, directory: &Path) -> Result<(), String> {
    let mut own = env::current_exe().map_err(|error| format!("can't find the path of this program: {error}"))?;
    if let Some(inner) = user_wrapper::find().filter(|inner| *inner != own) {
        let linked = link(&own, &inner, directory);
        own = linked.map_err(|error| format!("can't write to `{}`: {error}", directory.display()))?;
        cargo.env(INNER, inner);
    }
    let mark = match mode {
        Mode::Check => AS_LIBRARIES,
        Mode::Build => KEEPING_STATICS,
    };
    cargo.env(SLOT, own).env(MARK, mark);
    Ok(())
}

/// The path of a link to this program, or of a copy of it, that is made for an inner wrapper.
fn link(own: &Path, inner: &OsStr, directory: &Path) -> io::Result<PathBuf> {
    let mut hasher = DefaultHasher::new();
    (own, inner, fs::metadata(own)?.modified()?).hash(&mut hasher);
    let path = directory.join(format!("{:016x}{}", hasher.finish(), env::consts::EXE_SUFFIX));
    if !path.exists() {
        fs::create_dir_all(directory)?;
        // A run beside this one may do the same.
        let new = directory.join(process::id().to_string());
        #[cfg(unix)]
        std::os::unix::fs::symlink(own, &new)?;
        #[cfg(not(unix))]
        fs::copy(own, &new)?;
        fs::rename(new, &path)?;
    }
    Ok(path)
}

/// Runs the compiler, if cargo called this program in its place: then `args` are the compiler and its arguments.
///
/// Returns the exit code, or `None` if this is no such call.
#[must_use]
pub fn run(args: &[OsString]) -> Option<ExitCode> {
    let mark = env::var_os(MARK)?;
    let (compiler, args) = args.split_first().filter(|(first, _)| *first != "pooled" && *first != "layout")?;
    let args = if mark == KEEPING_STATICS { keeping_statics(args) } else { as_library(args).unwrap_or(args.to_vec()) };
    let mut command = match env::var_os(INNER) {
        Some(inner) => {
            let mut command = Command::new(inner);
            command.arg(compiler);
            command
        }
        None => Command::new(compiler),
    };
    Some(match command.args(args).env(REPORT, env!("CARGO_PKG_NAME")).status() {
        Ok(status) => ExitCode::from(status.code().and_then(|code| u8::try_from(code).ok()).unwrap_or(1)),
        Err(error) => {
            anstream::eprintln!("error: can't run `{}`: {error}", compiler.to_string_lossy());
            ExitCode::FAILURE
        }
    })
}

/// The arguments that build the crate with all its statics. A build script stays as it is.
fn keeping_statics(args: &[OsString]) -> Vec<OsString> {
    let is_script =
        value_of(args, "--crate-name").is_some_and(|name| name.to_string_lossy().starts_with("build_script_"));
    let added = STATICS_ARGS.iter().filter(|_| !is_script).map(OsString::from);
    args.iter().cloned().chain(added).collect()
}

/// The arguments that check the crate as a library; `None` if it has metadata as it is, or can't be a library.
///
/// A test or a benchmark with a harness of its own is neither a test for the compiler nor of a named type.
fn as_library(args: &[OsString]) -> Option<Vec<OsString>> {
    let has = |wanted: &str| args.iter().any(|arg| arg == wanted);
    let writes_metadata =
        |arg: &OsString| arg.to_str().and_then(|arg| arg.strip_prefix("--emit=")).is_some_and(only_metadata);
    let types: Vec<_> = pairs(args).filter(|(name, _)| *name == "--crate-type").map(|(_, value)| value).collect();
    let is_library = types.iter().any(|ty| ["lib", "rlib", "dylib", "proc-macro"].iter().any(|library| ty == library));
    let is_test = has("--test");
    // The tests of a macro crate use what only macro crates have.
    let has_macros = pairs(args).any(|(name, value)| name == "--extern" && value == "proc_macro");
    if !args.iter().any(writes_metadata) || has_macros || (is_library && !is_test) {
        return None;
    }
    let mut new = without(args, &["--crate-type", "--cap-lints"]);
    new.retain(|arg| arg != "--test");
    new.extend(["--crate-type=lib", "--cap-lints=allow"].map(OsString::from));
    if is_test {
        new.extend(["--cfg", "test"].map(OsString::from));
    }
    Some(new)
}

fn only_metadata(kinds: &str) -> bool {
    kinds.split(',').any(|kind| kind == "metadata") && kinds.split(',').all(|kind| kind != "link")
}

/// Each argument with the next one.
fn pairs(args: &[OsString]) -> impl Iterator<Item = (&OsString, &OsString)> {
    args.iter().zip(args.iter().skip(1))
}

fn value_of<'a>(args: &'a [OsString], name: &str) -> Option<&'a OsString> {
    pairs(args).find(|(arg, _)| *arg == name).map(|(_, value)| value)
}

/// The arguments without these options. The value of an option is the next argument, or follows a `=`.
fn without(args: &[OsString], options: &[&str]) -> Vec<OsString> {
    let is_option = |arg: &OsStr| options.iter().any(|option| arg == *option);
    let is_joined = |arg: &OsStr| {
        let text = arg.to_string_lossy();
        options.iter().any(|option| text.strip_prefix(option).is_some_and(|rest| rest.starts_with('=')))
    };
    let (mut kept, mut args) = (Vec::new(), args.iter());
    while let Some(arg) = args.next() {
        if is_option(arg) {
            args.next();
        } else if !is_joined(arg) {
            kept.push(arg.clone());
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use std::ffi::OsString;

    use super::as_library;

    fn altered(args: &str) -> Option<String> {
        let args: Vec<OsString> = args.split(' ').map(OsString::from).collect();
        as_library(&args).map(|args| args.join(" ".as_ref()).into_string().unwrap())
    }

    #[test]
    fn what_has_no_metadata_is_checked_as_a_library() {
        let new = "--crate-name a --emit=dep-info,metadata m.rs --crate-type=lib --cap-lints=allow";
        for old in ["--crate-type bin", "--crate-type cdylib --crate-type staticlib --cap-lints warn"] {
            let old = format!("--crate-name a {old} --emit=dep-info,metadata m.rs");
            assert_eq!(altered(&old).as_deref(), Some(new));
        }
        let test = altered("--crate-name a --emit=dep-info,metadata --test m.rs --cap-lints=warn");
        assert_eq!(test, Some(format!("{new} --cfg test")));
        let own_harness = altered("--crate-name a --emit=dep-info,metadata --cfg test m.rs");
        let kept = "--crate-name a --emit=dep-info,metadata --cfg test m.rs --crate-type=lib --cap-lints=allow";
        assert_eq!(own_harness.as_deref(), Some(kept));
    }

    #[test]
    fn the_rest_is_compiled_as_told() {
        for args in [
            "-vV",
            "--crate-type lib --emit=dep-info,metadata",
            "--crate-type cdylib --crate-type rlib --emit=metadata",
            "--crate-type bin --emit=dep-info,link",
            "--crate-type proc-macro --emit=dep-info,metadata",
            "--test --emit=dep-info,metadata --extern proc_macro",
            "- --print=file-names --crate-type bin --crate-type rlib",
        ] {
            assert_eq!(altered(args), None, "{args}");
        }
    }
}
