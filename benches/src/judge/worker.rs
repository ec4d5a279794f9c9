//! A process that does a job.

use std::io::{BufRead, BufReader, Write};
use std::path::PathBuf;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use crate::compare::fail;
use crate::sizes::round::Figures;
use crate::sizes::work::Job;

/// What starts a worker, and what it is told.
#[derive(Clone)]
pub struct Order {
    pub program: PathBuf,
    pub job: Job,
    /// The environment variable `POOLED_TYPES`.
    pub settings: Option<String>,
}

impl Order {
    /// Adds the job and the settings to a command that runs the program.
    pub fn give(&self, command: &mut Command) {
        let job = serde_json::to_string(&self.job).unwrap_or_else(|error| fail(&error.to_string()));
        command.args(["sizes", &job]).env_remove("POOLED_TYPES");
        command.envs(self.settings.iter().map(|settings| ("POOLED_TYPES", settings)));
    }
}

pub struct Worker {
    child: Child,
    input: Option<ChildStdin>,
    output: BufReader<ChildStdout>,
}

impl Worker {
    pub fn start(order: &Order) -> Self {
        let mut command = Command::new(&order.program);
        order.give(&mut command);
        command.stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = command.spawn().unwrap_or_else(|error| {
            fail(&format!("can't start {}: {error}. `benches/sizes` builds all programs", order.program.display()))
        });
        let input = child.stdin.take();
        let output = child.stdout.take().unwrap_or_else(|| unreachable!("it is piped"));
        Self { child, input, output: BufReader::new(output) }
    }

    /// Does a round.
    pub fn round(&mut self) -> Figures {
        let input = self.input.as_mut().unwrap_or_else(|| unreachable!("open until it is dropped"));
        if let Err(error) = writeln!(input, "round") {
            fail(&format!("a worker does not listen: {error}"));
        }
        let mut line = String::new();
        match self.output.read_line(&mut line) {
            Ok(0) => fail("a worker has ended; what it said is above"),
            Ok(_) => line.parse().unwrap_or_else(|_| fail(&format!("`{line}` is no answer"))),
            Err(error) => fail(&format!("a worker can't be heard: {error}")),
        }
    }
}

impl Drop for Worker {
    /// A worker whose threads wait for each other may not end by itself.
    fn drop(&mut self) {
        drop(self.input.take());
        _ = self.child.kill();
        _ = self.child.wait();
    }
}
