//! The list of all workloads, and how a worker does one.
//!
//! `worker_… sizes JOB` does the job, which is JSON of [`Job`]. It does a round for each line that it reads, and
//! answers with a line: [`Figures`](super::round::Figures). A job with a number of rounds does so many and ends.

use std::fs;
use std::io::{self, BufRead, Write};

use serde::{Deserialize, Serialize};

use super::crowd::Crowd;
use super::exchange::Exchange;
use super::game::{Game, Shape};
use super::grid::{Who, buffers, lines, piped_buffers, shared_buffers};
use super::held::Burst;
use super::hold::Hold;
use super::many_types::Kind;
use super::pipe::Pipe;
use super::round::Round;
use super::{ageing, held, mixed, once, threads};
use crate::contenders;

/// Idle objects that other pools may keep: more than any workload holds.
const ROOM: usize = 65_536;

/// A workload.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Work {
    Hold { objects: usize, oldest_first: bool, has_neighbour: bool },
    Game { a_frame: usize, shape: Shape },
    Pipe { in_flight: usize, waves: bool },
    Crowd,
    Exchange,
    Mixed { kind: Kind, types: usize },
    Once { kind: Kind },
    Threads,
    Held(Burst),
    Ageing,
}

/// The work of one contender.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Job {
    pub work: Work,
    pub who: Who,
    pub rounds: Option<usize>,
}

/// Threads of a round of [`Work::Threads`].
pub const THREADS: usize = threads::THREADS;

impl Job {
    fn round(&self) -> Round {
        let who = &self.who;
        match self.work {
            Work::Hold { objects, oldest_first, has_neighbour } => {
                buffers(who, Hold { objects, oldest_first, has_neighbour })
            }
            Work::Game { a_frame, shape: Shape::Buffer } => buffers(who, Game { a_frame }),
            Work::Game { a_frame, shape: Shape::Line } => lines(who, Game { a_frame }),
            Work::Pipe { in_flight, waves } => piped_buffers(who, Pipe { in_flight, waves }),
            Work::Crowd => shared_buffers(who, Crowd),
            Work::Exchange => shared_buffers(who, Exchange),
            Work::Mixed { kind, types } => mixed::round(who, kind, types),
            Work::Once { kind } => once::round(who, kind),
            Work::Threads => threads::round(who),
            Work::Held(burst) => held::round(burst),
            Work::Ageing => ageing::round(),
        }
    }
}

impl Work {
    /// What the environment variable `POOLED_TYPES` must be, if anything.
    pub fn settings(self) -> Option<String> {
        match self {
            Self::Held(_) => Some(format!("interval={}ms", held::INTERVAL.as_millis())),
            Self::Ageing => Some(format!("interval={}ms", ageing::INTERVAL.as_millis())),
            Self::Hold { .. }
            | Self::Game { .. }
            | Self::Pipe { .. }
            | Self::Crowd
            | Self::Exchange
            | Self::Mixed { .. }
            | Self::Once { .. }
            | Self::Threads => None,
        }
    }
}

/// Asks the system to run this process before others, so that other work on the machine disturbs it less. Linux weighs
/// sessions before it looks at the processes in them, so the process begins a session of its own. Where something of
/// this is not allowed, nothing changes.
fn go_first() {
    #[cfg(unix)]
    // SAFETY: the calls only change a session and a number of this process.
    unsafe {
        libc::setsid();
        libc::setpriority(libc::PRIO_PROCESS, 0, -20);
    }
    _ = fs::write("/proc/self/autogroup", "-20");
}

/// Does a job.
pub fn main(job: &str) -> Result<(), String> {
    let job: Job = serde_json::from_str(job).map_err(|error| format!("`{job}` is no job: {error}"))?;
    go_first();
    contenders::set_room(ROOM);
    let mut round = job.round();
    if let Some(rounds) = job.rounds {
        (0..rounds).for_each(|_| _ = round());
        return Ok(());
    }
    for line in io::stdin().lock().lines() {
        line.map_err(|error| format!("can't read: {error}"))?;
        let mut output = io::stdout().lock();
        let answer = writeln!(output, "{}", round()).and_then(|()| output.flush());
        answer.map_err(|error| format!("can't answer: {error}"))?;
    }
    Ok(())
}
