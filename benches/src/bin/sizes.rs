//! Shows whether a pool without limits finds the size that its load needs: it is compared with the same pool whose
//! limits are the best for the load, with allocators and with other pools.
//!
//! `sizes [--check] [--list] [--only ROW] [--out FILE] [--rounds N] [--tuned FOLDER]`
//!
//! - `--check` fails unless every limit is kept.
//! - `--list` prints the names of the rows.
//! - `--only` runs the rows whose names contain ROW.
//! - `--out` writes the results to FILE as JSON.
//! - `--tuned` takes the pools with limits from the workers in FOLDER, which may be those of another version.

use std::process::ExitCode;

use pooled_benches::compare::fail;
use pooled_benches::judge::rows;
use pooled_benches::judge::rule::{Options, Row};
use pooled_benches::judge::verdict::{self, Line};
use pooled_benches::{measure, results};

const USAGE: &str = "usage: sizes [--check] [--list] [--only ROW] [--out FILE] [--rounds N] [--tuned FOLDER]";
const ROUNDS: usize = 21;

struct Arguments {
    check: bool,
    list: bool,
    only: String,
    out: Option<String>,
    options: Options,
}

impl Arguments {
    fn parse(mut arguments: impl Iterator<Item = String>) -> Result<Self, String> {
        let options = Options { rounds: ROUNDS, tuned: None };
        let mut parsed = Self { check: false, list: false, only: String::new(), out: None, options };
        while let Some(argument) = arguments.next() {
            let mut value = || arguments.next().ok_or_else(|| format!("`{argument}` needs a value\n{USAGE}"));
            match argument.as_str() {
                "--check" => parsed.check = true,
                "--list" => parsed.list = true,
                "--only" => parsed.only = value()?,
                "--out" => parsed.out = Some(value()?),
                "--rounds" => parsed.options.rounds = measure::rounds(&value()?)?,
                "--tuned" => parsed.options.tuned = Some(value()?.into()),
                _ => return Err(format!("`{argument}` is not known\n{USAGE}")),
            }
        }
        Ok(parsed)
    }
}

fn main() -> ExitCode {
    let arguments = Arguments::parse(std::env::args().skip(1)).unwrap_or_else(|message| fail(&message));
    let chosen: Vec<Row> = rows::all().into_iter().filter(|row| row.name.contains(&arguments.only)).collect();
    if chosen.is_empty() {
        fail(&format!("no row has `{}` in its name; `--list` prints the names", arguments.only));
    }
    if arguments.list {
        chosen.iter().for_each(|row| println!("{}", row.name));
        return ExitCode::SUCCESS;
    }
    verdict::print_head();
    let judge = |row: Row| {
        let line = row.judge(&arguments.options);
        verdict::print(&line);
        line
    };
    let lines: Vec<Line> = chosen.into_iter().map(judge).collect();
    if let Some(file) = &arguments.out {
        results::write(&lines, file).unwrap_or_else(|message| fail(&message));
    }
    sum_up(&lines);
    if arguments.check && !lines.iter().all(Line::holds) { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

fn sum_up(lines: &[Line]) {
    let kept = lines.iter().filter(|line| line.holds()).count();
    let took: f64 = lines.iter().map(|line| line.took).sum();
    println!("\n{kept} of {} rows keep their limits. It took {took:.0} seconds.", lines.len());
}
