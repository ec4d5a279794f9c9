//! Loads the service, and says what that costs: fresh against pooled.
//!
//! The service runs as a child process, pinned to one core. Pin this program to another one: the script `load-test`
//! does both, and builds them.
//!
//! | command | what it does |
//! |---|---|
//! | `compare` | one process; fresh and pooled take turns: requests a second, times, processor time a request |
//! | `memory` | two processes, one fresh and one pooled: what they keep after the load |
//! | `soak` | one process for minutes, with clients that go away and bodies that are no orders |
//!
//! # The map
//! | module | what it is |
//! |---|---|
//! | `arguments` | what the command line says |
//! | `usage` | what a process has used, as Linux says it |
//! | `summary` | medians and ranges |
//! | `traffic` | clients that send orders |
//! | `compare`, `memory`, `soak` | the commands |

mod arguments;
mod compare;
mod memory;
mod soak;
mod summary;
mod traffic;
mod usage;

use std::io;
use std::process::ExitCode;

use tokio::runtime::Builder;

use crate::arguments::{Arguments, Command, USAGE};

fn main() -> ExitCode {
    match Arguments::read(std::env::args().skip(1)) {
        Ok(arguments) => match run(&arguments) {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => {
                eprintln!("{error}");
                ExitCode::FAILURE
            }
        },
        Err(complaint) => {
            eprintln!("{complaint}\n{USAGE}");
            ExitCode::from(2)
        }
    }
}

fn run(arguments: &Arguments) -> io::Result<()> {
    Builder::new_current_thread().enable_all().build()?.block_on(async {
        match arguments.command {
            Command::Compare => compare::run(arguments).await,
            Command::Memory => memory::run(arguments).await,
            Command::Soak => soak::run(arguments).await,
        }
    })
}
