//! Worker processes, and the lanes in them.

use std::cell::RefCell;
use std::io::{BufRead, BufReader, Write};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::rc::Rc;

use super::fail::fail;
use crate::contenders::Kind;
use crate::measure::Round;
use crate::worker::{Description, Question, What};
use crate::workloads::Workload;

/// The global allocator of a worker.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Allocator {
    Glibc,
    Mimalloc,
    Jemalloc,
    /// The allocator of the system, which also counts. It is the last: all before it are timed.
    Counting,
}

impl Allocator {
    /// Those whose times are compared. A new one before `Counting` does not compile until it is listed here.
    pub const TIMED: [Self; Self::Counting as usize] = [Self::Glibc, Self::Mimalloc, Self::Jemalloc];

    pub fn name(self) -> &'static str {
        match self {
            Self::Glibc => "glibc",
            Self::Mimalloc => "mimalloc",
            Self::Jemalloc => "jemalloc",
            Self::Counting => "counting",
        }
    }

    /// The worker that has it: a program in the folder of this one.
    pub fn program(self) -> PathBuf {
        let this = std::env::current_exe().unwrap_or_else(|error| fail(&format!("where is this program? {error}")));
        this.with_file_name(format!("worker_{}", self.name()))
    }

    /// The name of a lane, with the name of the allocator where that matters.
    pub fn contender(self, lane: &Description) -> String {
        match lane.kind {
            Kind::Plain => format!("{}, {}", self.name(), lane.name),
            Kind::Ours if self != Self::Glibc => format!("{}, {}", lane.name, self.name()),
            Kind::Ours | Kind::Peer | Kind::InPlace | Kind::Nothing => lane.name.clone(),
        }
    }
}

/// A worker that serves one workload.
pub struct Worker {
    pub lanes: Vec<Description>,
    allocator: Allocator,
    child: Child,
    questions: Option<ChildStdin>,
    answers: BufReader<ChildStdout>,
}

impl Worker {
    pub fn start(allocator: Allocator, workload: &Workload) -> Self {
        let program = allocator.program();
        let mut command = Command::new(&program);
        command.args(["serve", workload.id]).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = command.spawn().unwrap_or_else(|error| {
            fail(&format!(
                "can't start {}: {error}. Build all programs: `cargo build --profile thin --bins`",
                program.display()
            ))
        });
        let questions = child.stdin.take();
        let output = child.stdout.take().unwrap_or_else(|| unreachable!("it is piped"));
        let mut worker = Self { lanes: Vec::new(), allocator, child, questions, answers: BufReader::new(output) };
        worker.lanes = serde_json::from_str(&worker.answer()).unwrap_or_else(|error| worker.wrong(&error.to_string()));
        worker
    }

    pub fn ask(&mut self, question: Question) -> String {
        let questions = self.questions.as_mut().unwrap_or_else(|| unreachable!("open until it is dropped"));
        if let Err(error) = writeln!(questions, "{question}") {
            self.wrong(&format!("does not listen: {error}"));
        }
        self.answer()
    }

    fn answer(&mut self) -> String {
        let mut line = String::new();
        match self.answers.read_line(&mut line) {
            Ok(0) => self.wrong("has ended; what it said is above"),
            Ok(_) => line.trim_end().to_string(),
            Err(error) => self.wrong(&format!("can't be heard: {error}")),
        }
    }

    fn wrong(&self, what: &str) -> ! {
        fail(&format!("the worker with {} {what}", self.allocator.name()))
    }
}

impl Drop for Worker {
    /// A worker ends when there are no more questions.
    fn drop(&mut self) {
        drop(self.questions.take());
        _ = self.child.wait();
    }
}

/// A lane, and the worker that it is in.
pub struct RemoteLane {
    pub allocator: Allocator,
    pub index: usize,
    pub lane: Description,
    worker: Rc<RefCell<Worker>>,
}

impl RemoteLane {
    /// The lanes of all allocators.
    pub fn all(workload: &Workload) -> Vec<Self> {
        Allocator::TIMED.into_iter().flat_map(|allocator| Self::of(allocator, workload)).collect()
    }

    fn of(allocator: Allocator, workload: &Workload) -> Vec<Self> {
        let worker = Worker::start(allocator, workload);
        let lanes = worker.lanes.clone();
        let worker = Rc::new(RefCell::new(worker));
        let lane = |(index, lane)| Self { allocator, index, lane, worker: Rc::clone(&worker) };
        lanes.into_iter().enumerate().map(lane).collect()
    }

    /// A round of the lane, in a new process if the workload needs one.
    pub fn round<'a>(&'a self, workload: &'a Workload) -> Round<'a> {
        let (before, units) = workload.round;
        let question = Question { what: What::Round, lane: self.index, before, units };
        Box::new(move || {
            let answer = if workload.fresh {
                Worker::start(self.allocator, workload).ask(question)
            } else {
                self.worker.borrow_mut().ask(question)
            };
            match answer.as_str() {
                "interrupted" => None,
                number => Some(number.parse().unwrap_or_else(|_| fail(&format!("`{number}` is no time")))),
            }
        })
    }
}
