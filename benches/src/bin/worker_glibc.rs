//! A worker with the allocator of the system.

use std::process::ExitCode;

use pooled_benches::contenders::Scope;
use pooled_benches::worker;

fn main() -> ExitCode {
    worker::main(Scope::All)
}
