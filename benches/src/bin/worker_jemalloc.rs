//! A worker with jemalloc.

use std::process::ExitCode;

use pooled_benches::contenders::Scope;
use pooled_benches::worker;
use tikv_jemallocator::Jemalloc;

#[global_allocator]
static ALLOCATOR: Jemalloc = Jemalloc;

fn main() -> ExitCode {
    worker::main(Scope::Allocator)
}
