//! Whether the compiler writes the values of statics into metadata. It promises nothing about that, so it is tried.

use std::fs;
use std::path::Path;
use std::process::Stdio;

use super::rustc::compiler;

/// A crate with a static. The compiler computes the values, so they are in the metadata only if it stores them: the
/// text of the source does not have them.
const SOURCE: &str = "const _: () = { static PROBE: [u64; 3] = [0x7265_7571_6e61_0101 + 0, 3 * 7, 11 * 13]; };";
/// The values of that static.
const VALUES: [u64; 3] = [0x7265_7571_6e61_0101, 21, 143];

/// Whether the metadata of a crate has the values of its statics.
pub(super) fn stores_statics() -> bool {
    tempfile::tempdir().is_ok_and(|directory| probe(directory.path()))
}

fn probe(directory: &Path) -> bool {
    let (source, metadata) = (directory.join("probe.rs"), directory.join("libprobe.rmeta"));
    let args =
        ["--crate-type=lib", "--crate-name=probe", "--emit=metadata", "--edition=2021", "--cap-lints=allow", "-o"];
    let is_written = fs::write(&source, SOURCE).is_ok();
    let compiles = || compiler().args(args).args([&metadata, &source]).stderr(Stdio::null()).status();
    let bytes: Vec<u8> = VALUES.into_iter().flat_map(u64::to_ne_bytes).collect();
    let has_values = || fs::read(&metadata).is_ok_and(|found| found.windows(bytes.len()).any(|window| window == bytes));
    is_written && compiles().is_ok_and(|status| status.success()) && has_values()
}

#[cfg(test)]
mod tests {
    use super::stores_statics;

    /// If this fails, a new compiler needs `--build`. The subcommand then builds by itself, but another way is due.
    #[test]
    fn metadata_has_the_values_of_statics() {
        assert!(stores_statics());
    }
}
