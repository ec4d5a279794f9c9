//! Writes `docs/PERFORMANCE.md` and its plots from the data of a run.
//!
//! `report --redraw` draws the plots of the workloads and of the sizes again, from what the document states.
//!
//! `report FOLDER`. In the folder are the results of `compare` (`results.json`) and, as far as they are there, those of
//! `footprint` (`footprint.json`), of `sizes` (`sizes.json`), and of the test of a service (`service.csv`).

use std::process::ExitCode;

use pooled_benches::report;

const DOCS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs");

fn main() -> ExitCode {
    let arguments: Vec<_> = std::env::args_os().skip(1).collect();
    let outcome = match arguments.as_slice() {
        [flag] if flag == "--redraw" => report::redraw(DOCS.as_ref()),
        [folder] => report::write(folder.as_ref(), DOCS.as_ref()),
        _ => Err("usage: report FOLDER, or report --redraw".into()),
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
