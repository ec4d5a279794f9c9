//! The service as a child process, for tests and for the loader.

use std::io::{self, BufRead, BufReader, Read};
use std::net::SocketAddr;
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};

/// A service that runs. It is killed if this is dropped before it was stopped.
pub struct Process {
    child: Child,
    output: BufReader<ChildStdout>,
    /// Where it listens.
    pub address: SocketAddr,
}

/// How a service ended.
#[derive(Debug)]
pub struct Ended {
    /// Whether it says that all went well: above all, that the balance of its pools is exact.
    pub is_success: bool,
    /// What it printed after its address.
    pub output: String,
}

impl Process {
    /// Starts the program, and waits until it listens. `core` is the core that it is pinned to, if any.
    ///
    /// # Errors
    /// If the program, or `taskset` for a core, can't be started, or does not say where it listens.
    pub fn start(program: &Path, core: Option<usize>, arguments: &[&str]) -> io::Result<Self> {
        let mut command = match core {
            Some(core) => {
                let mut pinned = Command::new("taskset");
                pinned.args(["-c", &core.to_string()]).arg(program);
                pinned
            }
            None => Command::new(program),
        };
        let mut child = command.args(arguments).stdin(Stdio::null()).stdout(Stdio::piped()).spawn()?;
        let mut output = BufReader::new(child.stdout.take().ok_or(io::ErrorKind::BrokenPipe)?);
        let mut line = String::new();
        output.read_line(&mut line)?;
        let address = line.trim().strip_prefix("listening on ").and_then(|address| address.parse().ok());
        let address = address.ok_or_else(|| io::Error::other(format!("the service says no address: {line:?}")))?;
        Ok(Self { child, output, address })
    }

    /// The number of the process.
    #[must_use]
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Tells the service to stop, and does not wait.
    ///
    /// # Errors
    /// If the shell can't be run, or its `kill` fails.
    pub fn tell_to_stop(&self) -> io::Result<()> {
        // Every shell has `kill`; a program of this name need not be installed.
        let status = Command::new("sh").args(["-c", "kill -TERM \"$0\"", &self.id().to_string()]).status()?;
        if status.success() { Ok(()) } else { Err(io::Error::other("the service can't be told to stop")) }
    }

    /// Waits until the service has ended.
    ///
    /// # Errors
    /// If its output can't be read.
    pub fn wait(mut self) -> io::Result<Ended> {
        let mut output = String::new();
        self.output.read_to_string(&mut output)?;
        let is_success = self.child.wait()?.success();
        Ok(Ended { is_success, output })
    }

    /// Tells the service to stop, and waits until it has ended.
    ///
    /// # Errors
    /// As the two do.
    pub fn stop(self) -> io::Result<Ended> {
        self.tell_to_stop()?;
        self.wait()
    }
}

impl Drop for Process {
    /// A service that has ended can't be killed, and needs not.
    fn drop(&mut self) {
        _ = self.child.kill();
        _ = self.child.wait();
    }
}
