//! A worker with an allocator that counts its calls.

use std::process::ExitCode;

use pooled_benches::allocations::Counting;
use pooled_benches::contenders::Scope;
use pooled_benches::worker;

#[global_allocator]
static ALLOCATOR: Counting = Counting;

fn main() -> ExitCode {
    worker::main(Scope::All)
}
