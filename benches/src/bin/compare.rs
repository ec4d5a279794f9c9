//! Measures every pool at every workload, and plain allocation and reuse in place beside them.
//!
//! `compare [--check] [--instructions] [--out FILE] [--rounds N] [--workload FILTER]`
//!
//! It prints nanoseconds, instructions and allocations. The nanoseconds are medians of rounds, in which the contenders
//! take turns. The workers are programs in the same folder, one for each allocator: `cargo build --profile thin --bins`
//! builds all.
//!
//! - `--out` writes the results to FILE as JSON.
//! - `--workload` runs the workloads whose names contain FILTER.
//! - `--instructions` counts instructions even with fewer than 50 rounds.
//! - `--check` fails unless everything that is claimed holds.

use std::process::ExitCode;

use pooled_benches::claims::{self, Claim};
use pooled_benches::compare::{self, fail, machine, table};
use pooled_benches::results::{self, Results};
use pooled_benches::{measure, workloads};

const USAGE: &str = "usage: compare [--check] [--instructions] [--out FILE] [--rounds N] [--workload FILTER]";
const ROUNDS: usize = 301;
/// A run with fewer rounds counts no instructions: that would take longer than the run itself.
const QUICK: usize = 50;

#[derive(Default)]
struct Options {
    check: bool,
    instructions: bool,
    out: Option<String>,
    rounds: Option<usize>,
    filter: String,
}

impl Options {
    fn parse(mut arguments: impl Iterator<Item = String>) -> Result<Self, String> {
        let mut options = Self::default();
        while let Some(argument) = arguments.next() {
            let mut value = || arguments.next().ok_or_else(|| format!("`{argument}` needs a value\n{USAGE}"));
            match argument.as_str() {
                "--check" => options.check = true,
                "--instructions" => options.instructions = true,
                "--out" => options.out = Some(value()?),
                "--rounds" => options.rounds = Some(measure::rounds(&value()?)?),
                "--workload" => options.filter = value()?,
                _ => return Err(format!("`{argument}` is not known\n{USAGE}")),
            }
        }
        Ok(options)
    }
}

fn main() -> ExitCode {
    let options = Options::parse(std::env::args().skip(1)).unwrap_or_else(|message| fail(&message));
    let chosen: Vec<_> = workloads::ALL.iter().filter(|workload| workload.id.contains(&options.filter)).collect();
    if chosen.is_empty() {
        let names: Vec<_> = workloads::ALL.iter().map(|workload| workload.id).collect();
        fail(&format!("no workload has `{}` in its name; there are {}", options.filter, names.join(", ")));
    }
    let rounds = options.rounds.unwrap_or(ROUNDS);
    let mut results = Results { machine: machine::machine(), versions: machine::versions(), workloads: Vec::new() };
    for workload in chosen {
        results.workloads.push(compare::run(workload, rounds, options.instructions || rounds >= QUICK));
        results.workloads.last().into_iter().for_each(table::print);
    }
    if let Some(file) = &options.out {
        results::write(&results, file).unwrap_or_else(|message| fail(&message));
    }
    if options.check && !check(&results) { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

/// Prints what is claimed, and says whether all of it holds.
fn check(results: &Results) -> bool {
    let claims = claims::all(&results.workloads);
    if claims.is_empty() {
        fail("nothing is claimed of these workloads; `--check` needs buffer_1k, request or producer_consumer");
    }
    println!();
    claims.iter().for_each(table::print_claim);
    claims.iter().all(Claim::holds)
}
