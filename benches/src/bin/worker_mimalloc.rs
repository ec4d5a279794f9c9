//! A worker with mimalloc.

use std::process::ExitCode;

use mimalloc::MiMalloc;
use pooled_benches::contenders::Scope;
use pooled_benches::worker;

#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    worker::main(Scope::Allocator)
}
