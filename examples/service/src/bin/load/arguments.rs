//! What the command line says.

use std::path::PathBuf;
use std::time::Duration;

pub(crate) const USAGE: &str = "\
usage: load compare|memory|soak [--OPTION VALUE]...
  --core N          the core that the service is pinned to; 0 is the default
  --connections N   clients at once (32)
  --rounds N        how often fresh and pooled take turns, at least 5 (7)
  --seconds N       how long each turn takes, or the whole of soak (3; soak: 600)
  --rate N          requests a second: of soak (500)
  --lines N         lines of each order: of compare (6 to 13, which are orders of 1 to 3 KB)";

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Command {
    Compare,
    Memory,
    Soak,
}

#[derive(Clone, Debug)]
pub(crate) struct Arguments {
    pub(crate) command: Command,
    pub(crate) core: usize,
    pub(crate) connections: usize,
    pub(crate) rounds: usize,
    pub(crate) time: Duration,
    pub(crate) rate: u32,
    /// Of each order; else they differ.
    pub(crate) lines: Option<u32>,
    /// The program of the service: beside this one.
    pub(crate) service: PathBuf,
}

impl Arguments {
    pub(crate) fn read(arguments: impl IntoIterator<Item = String>) -> Result<Self, String> {
        let mut arguments = arguments.into_iter();
        let (command, seconds) = match arguments.next().as_deref() {
            Some("compare") => (Command::Compare, 3),
            Some("memory") => (Command::Memory, 3),
            Some("soak") => (Command::Soak, 600),
            _ => return Err("say what to do".to_owned()),
        };
        let service = std::env::current_exe().map_err(|error| error.to_string())?.with_file_name("service");
        let time = Duration::from_secs(seconds);
        let mut read = Self { command, core: 0, connections: 32, rounds: 7, time, rate: 500, lines: None, service };
        while let Some(option) = arguments.next() {
            let value = arguments.next().ok_or_else(|| format!("`{option}` needs a value"))?;
            read.set(&option, &value).ok_or_else(|| format!("`{option} {value}` can't be read"))?;
        }
        Ok(read)
    }

    /// `None` if there is no such option, or if it can't have this value.
    fn set(&mut self, option: &str, value: &str) -> Option<()> {
        let number: usize = value.parse().ok()?;
        match option {
            "--core" => self.core = number,
            "--connections" if number > 0 => self.connections = number,
            "--rounds" if number >= 5 => self.rounds = number,
            "--seconds" if number > 0 => self.time = Duration::from_secs(number as u64),
            "--rate" if number > 0 => self.rate = number.try_into().ok()?,
            "--lines" => self.lines = Some(number.try_into().ok()?),
            _ => return None,
        }
        Some(())
    }
}
