//! Reads an access log into pooled records, summarises it, and measures what pooling the records is worth.
//!
//! ```text
//! cargo run --release --example access_log                  # 200,000 lines made for the purpose
//! cargo run --release --example access_log -- access.log    # a file
//! zcat access.log.gz | cargo run --release --example access_log -- -
//! ```
//!
//! Lines are in the Common or Combined Log Format. Malformed ones are counted and shown.

#[path = "../support/counting.rs"]
mod counting;
mod generate;
mod measure;
mod parse;
mod record;
mod summary;

use std::io::{ErrorKind, Read, Write};
use std::process::ExitCode;
use std::{env, fs, io};

use pooled_types::Pooled;
use record::Record;
use summary::Summary;

const USAGE: &str = "usage: access_log [PATH | - | --lines N]
  PATH        reads this file
  -           reads standard input
  --lines N   makes N lines, 200,000 if nothing is given";

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        // Whoever read our output has seen enough.
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

impl std::fmt::Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Usage(what) => write!(f, "{what}\n{USAGE}"),
            Self::Input(name, error) => write!(f, "can't read {name}: {error}"),
            Self::Output(error) => write!(f, "can't write the summary: {error}"),
        }
    }
}

fn run() -> Result<(), Failure> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let (source, log) = match *arguments {
        [] => generated(generate::LINES),
        ["--lines", count] => generated(parse_count(count)?),
        ["-h" | "--help"] => return print(USAGE),
        ["-"] => ("standard input".into(), read_all("standard input", io::stdin())?),
        [option] if option.starts_with('-') => return Err(Failure::Usage(format!("there is no option `{option}`"))),
        [path] => (
            path.into(),
            fs::File::open(path).map_err(|error| fail(path, error)).and_then(|file| read_all(path, file))?,
        ),
        _ => return Err(Failure::Usage("too many arguments".into())),
    };
    let lines: Vec<&[u8]> = parse::lines(&log).collect();
    let summary = summarise(&lines);
    print(&format!("{source}\n\n{summary}\n{}", measure::compare(&lines)))
}

fn generated(lines: usize) -> (String, Vec<u8>) {
    (format!("{lines} lines made for the purpose (give a path, or - for standard input)"), generate::log(lines))
}

fn parse_count(text: &str) -> Result<usize, Failure> {
    text.parse().map_err(|_| Failure::Usage(format!("`{text}` is not a number of lines")))
}

fn fail(name: &str, error: io::Error) -> Failure {
    Failure::Input(name.into(), error)
}

fn read_all(name: &str, mut input: impl Read) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    input.read_to_end(&mut bytes).map_err(|error| fail(name, error))?;
    Ok(bytes)
}

/// The main job: each line into a record from the pool, which goes back when it has been counted.
fn summarise(lines: &[&[u8]]) -> Summary {
    let mut summary = Summary::default();
    for (at, line) in lines.iter().enumerate() {
        let mut record = Record::take();
        match parse::line(line, &mut record) {
            Ok(()) => summary.add(&record),
            Err(problem) => summary.add_malformed(at + 1, problem),
        }
    }
    summary
}

fn print(text: &str) -> Result<(), Failure> {
    let mut output = io::stdout().lock();
    output.write_all(text.trim_end().as_bytes()).and_then(|()| output.write_all(b"\n")).map_err(Failure::Output)
}
