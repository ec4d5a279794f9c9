//! Writes `docs/PERFORMANCE.md` and its plots from the results of `compare` and `footprint`.
//!
//! `report RESULTS.json [FOOTPRINT.json]`

use std::path::Path;
use std::process::ExitCode;

use pooled_benches::report;

const DOCS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs");

fn main() -> ExitCode {
    let arguments: Vec<_> = std::env::args_os().skip(1).collect();
    let outcome = match arguments.as_slice() {
        [results] => report::write(results.as_ref(), None, DOCS.as_ref()),
        [results, footprint] => report::write(results.as_ref(), Some(Path::new(footprint)), DOCS.as_ref()),
        _ => Err("usage: report RESULTS.json [FOOTPRINT.json]".into()),
    };
    match outcome {
        Ok(done) => println!("{done}"),
        Err(error) => {
            eprintln!("report: {error}");
            return ExitCode::FAILURE;
        }
    }
    ExitCode::SUCCESS
}
