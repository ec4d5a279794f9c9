//! Reads an access log into pooled records, summarises it, and measures what pooling the records is worth.
//!
//! ```text
//! cargo run --release --example access_log                  # 200,000 lines made for the purpose
//! cargo run --release --example access_log -- access.log    # a file
//! zcat access.log.gz | cargo run --release --example access_log -- -
//! ```
//!
//! Lines are in the Common or Combined Log Format. Malformed lines are counted, and the first of them are shown.
//! `record.rs` has the pooled type, [`summarise`] uses it, and `measure.rs` compares it with records that are made and
//! dropped.

#[path = "../support/counting.rs"]
mod counting;
mod generate;
mod input;
mod measure;
mod parse;
mod record;
mod summary;

use std::ffi::OsString;
use std::io::{BufRead, ErrorKind, Write};
use std::process::ExitCode;
use std::{env, fmt, io};

use input::{Input, Refusal, USAGE};
use measure::Sample;
use pooled_types::Pooled;
use record::Record;
use summary::Summary;

fn main() -> ExitCode {
    let arguments: Vec<OsString> = env::args_os().skip(1).collect();
    match run(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        // The program that read our output has seen enough.
        Err(Failure::Output(error)) if error.kind() == ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("access_log: {failure}");
            ExitCode::FAILURE
        }
    }
}

enum Failure {
    Usage(String),
    Input(String, io::Error),
    Output(io::Error),
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Usage(what) => write!(f, "{what}\n{USAGE}"),
            Self::Input(name, error) => write!(f, "can't read {name}: {error}"),
            Self::Output(error) => write!(f, "can't write the summary: {error}"),
        }
    }
}

fn run(arguments: &[OsString]) -> Result<(), Failure> {
    let Input { name, mut reader, is_generated } = match Input::from_arguments(arguments) {
        Ok(input) => input,
        Err(Refusal::Help) => return print(USAGE),
        Err(Refusal::Usage(what)) => return Err(Failure::Usage(what)),
        Err(Refusal::Open(name, error)) => return Err(Failure::Input(name, error)),
    };
    match summarise(&mut *reader) {
        Ok((summary, sample)) => report(&name, &summary, &sample, is_generated),
        Err(error) => Err(Failure::Input(name, error)),
    }
}

/// The main job: parses each line into a record from the pool. The record goes back when it has been counted.
fn summarise(input: &mut dyn BufRead) -> io::Result<(Summary, Sample)> {
    let (mut summary, mut sample) = (Summary::default(), Sample::default());
    let mut bytes = Vec::new();
    for number in 1_u64.. {
        bytes.clear();
        if input.read_until(b'\n', &mut bytes)? == 0 {
            break;
        }
        let line = parse::without_end(&bytes);
        if line.is_empty() {
            continue;
        }
        let mut record = Record::take();
        match parse::line(line, &mut record) {
            Ok(()) => summary.add(&record),
            Err(problem) => summary.add_malformed(number, problem),
        }
        sample.add(line);
    }
    Ok((summary, sample))
}

fn report(name: &str, summary: &Summary, sample: &Sample, is_generated: bool) -> Result<(), Failure> {
    print(&format!("{name}\n\n{summary}"))?;
    if sample.is_empty() {
        return Ok(());
    }
    let comparison = sample.compare();
    print(&format!("\n{comparison}the pool: {}", Record::stats()))?;
    // No record of a generated log is too large to be kept. Nothing is known of other logs.
    assert!(!is_generated || comparison.pooled_allocates_nothing(), "every record comes from the pool once it is warm");
    Ok(())
}

fn print(text: &str) -> Result<(), Failure> {
    let mut output = io::stdout().lock();
    output.write_all(text.trim_end().as_bytes()).and_then(|()| output.write_all(b"\n")).map_err(Failure::Output)
}
