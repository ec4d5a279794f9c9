//! What a worker does: it runs the rounds that it is asked for, in a process with an allocator of its own.
//!
//! `worker_… serve WORKLOAD` first writes a line of JSON: the list of its lanes, as [`Description`]s. Then it reads
//! questions, one in each line, and answers each with one line:
//!
//! | question | answer |
//! |---|---|
//! | `round LANE BEFORE UNITS` | nanoseconds a unit, or `interrupted`; `BEFORE` units come before the clock starts |
//! | `count LANE BEFORE UNITS` | how often `UNITS` units allocate; 0 except from `worker_counting` |
//!
//! `worker_… mark WORKLOAD` runs each lane three times: for as many units as are to be counted, for as many again, and
//! for twice as many. It calls `worker_mark` after each run. There callgrind writes down what it has counted.
//!
//! `worker_… sizes JOB` does a job of [`sizes::work`].

use std::fmt::Display;
use std::hint::black_box;
use std::io::{self, BufRead, Write};
use std::process::ExitCode;

use serde::{Deserialize, Serialize};

use crate::allocations;
use crate::contenders::{Kind, Scope};
use crate::sizes;
use crate::workloads::{self, Lane, Workload};

/// The function that is called after each part that is counted.
pub const MARK: &str = "worker_mark";
/// The parts of each lane, as multiples of the units that are to be counted.
pub const MARKED: &[u32] = &[1, 1, 2];

const USAGE: &str = "usage: worker serve|mark WORKLOAD, or worker sizes JOB; `compare` and `sizes` start the workers";

/// What a worker says of a lane.
#[derive(Clone, Serialize, Deserialize)]
pub struct Description {
    pub name: String,
    pub kind: Kind,
    pub needs_pool: bool,
}

/// The `main` of a worker.
pub fn main(scope: Scope) -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let done = match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["serve", id] => workload(id).and_then(|workload| serve(&mut (workload.lanes)(scope))),
        ["mark", id] => workload(id).map(|workload| mark_all(workload, &mut (workload.lanes)(scope))),
        ["sizes", job] => sizes::work::main(job),
        _ => Err(USAGE.to_string()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("worker: {message}");
            ExitCode::FAILURE
        }
    }
}

fn workload(id: &str) -> Result<&'static Workload, String> {
    workloads::ALL.iter().find(|workload| workload.id == id).ok_or_else(|| format!("there is no workload `{id}`"))
}

/// Answers until there are no more questions.
fn serve(lanes: &mut [Lane]) -> Result<(), String> {
    let describe =
        |lane: &Lane| Description { name: lane.name.to_string(), kind: lane.kind, needs_pool: lane.needs_pool };
    let descriptions: Vec<_> = lanes.iter().map(describe).collect();
    say(serde_json::to_string(&descriptions).map_err(|error| error.to_string())?)?;
    for line in io::stdin().lock().lines() {
        let line = line.map_err(|error| format!("can't read questions: {error}"))?;
        let question = Question::parse(&line).ok_or_else(|| format!("`{line}` is no question"))?;
        let lane = lanes.get_mut(question.lane).ok_or_else(|| format!("there is no lane {}", question.lane))?;
        say(question.answer(lane))?;
    }
    Ok(())
}

fn say(answer: impl Display) -> Result<(), String> {
    let mut output = io::stdout().lock();
    writeln!(output, "{answer}").and_then(|()| output.flush()).map_err(|error| format!("can't answer: {error}"))
}

/// What is to be done with a lane.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Question {
    pub what: What,
    pub lane: usize,
    pub before: u32,
    pub units: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    Round,
    Count,
}

impl Question {
    fn parse(line: &str) -> Option<Self> {
        let [what, lane, before, units] = line.split(' ').collect::<Vec<_>>().try_into().ok()?;
        let what = match what {
            "round" => What::Round,
            "count" => What::Count,
            _ => return None,
        };
        Some(Self { what, lane: lane.parse().ok()?, before: before.parse().ok()?, units: units.parse().ok()? })
    }

    fn answer(&self, lane: &mut Lane) -> String {
        if self.before > 0 {
            (lane.run)(self.before);
        }
        match self.what {
            What::Count => allocations::during(|| _ = (lane.run)(self.units)).to_string(),
            What::Round => (lane.run)(self.units).map_or_else(|| "interrupted".to_string(), |each| each.to_string()),
        }
    }
}

impl Display for Question {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let what = match self.what {
            What::Round => "round",
            What::Count => "count",
        };
        write!(f, "{what} {} {} {}", self.lane, self.before, self.units)
    }
}

fn mark_all(workload: &Workload, lanes: &mut [Lane]) {
    for lane in lanes {
        for times in MARKED {
            (lane.run)(times * workload.counted);
            worker_mark();
        }
    }
}

/// Callgrind finds this function by its name, and writes a dump when it is called.
#[inline(never)]
#[unsafe(no_mangle)]
extern "C" fn worker_mark() {
    black_box(());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn questions_are_read_as_they_are_written() {
        for what in [What::Round, What::Count] {
            let question = Question { what, lane: 3, before: 0, units: 20_000 };
            assert_eq!(Question::parse(&question.to_string()), Some(question));
        }
        for wrong in ["", "round", "round 1 2", "round 1 2 3 4", "square 1 2 3", "count 1 -2 3", "round a 2 3"] {
            assert_eq!(Question::parse(wrong), None, "{wrong}");
        }
    }
}
