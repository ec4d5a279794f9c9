//! Measures what it costs to depend on the crate and to pool a type. Needs `readelf`. Takes minutes.
//!
//! `footprint [--out FILE] [--rounds N]`

use std::process::ExitCode;

use pooled_benches::footprint::heap::Counting;
use pooled_benches::footprint::measure;
use pooled_benches::{report, results};

const USAGE: &str = "usage: footprint [--out FILE] [--rounds N], with N of 1 or more";

#[global_allocator]
static ALLOCATOR: Counting = Counting;

fn main() -> ExitCode {
    match run(std::env::args().skip(1)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("footprint: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(mut arguments: impl Iterator<Item = String>) -> Result<(), String> {
    let (mut out, mut rounds) = (None, 7);
    while let Some(argument) = arguments.next() {
        let value = arguments.next().ok_or(USAGE)?;
        match argument.as_str() {
            "--out" => out = Some(value),
            "--rounds" => rounds = value.parse().ok().filter(|&rounds| rounds > 0).ok_or(USAGE)?,
            _ => return Err(USAGE.into()),
        }
    }
    let footprint = measure(rounds)?;
    print!("{}", report::footprint_section(&footprint));
    out.map_or(Ok(()), |path| results::write(&footprint, &path))
}
