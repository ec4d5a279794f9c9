//! What a pool costs to make, to use for the first time and to drop. A round does each step with many pools, which
//! takes so long that others interrupt it: so what counts is the processor time of this thread.

use std::hint::black_box;

use pooled_benches::allocations;
use pooled_benches::row::{Lane, print_head, print_row};

use crate::pools::{BYTES, Deadpool, ObjectPool, Opool, OpoolLocal, Ours, RegexAutomata, ValuePool};

const POOLS: usize = 10_000;

#[derive(Clone, Copy)]
enum Step {
    Make,
    First,
    Second,
    Drop,
}

/// Nanoseconds of each step, and bytes that a pool has allocated after the first two, without those of its object.
struct Life {
    times: [f64; 4],
    made: usize,
    used: usize,
}

/// Prints all rows, and the bytes.
pub fn compare(rounds: usize) {
    print_head("10,000 pools, a pool", &OTHERS.map(|(name, _)| name));
    for (name, step) in STEPS {
        let lanes = OTHERS.map(|(_, live)| lane(live, step));
        print_row(name, rounds, [lane(live::<Ours>, step)].into_iter().chain(lanes).collect());
    }
    println!("\n{:42} {:>16} {:>16}", "bytes of a pool", "made", "used");
    for (name, live) in [(Ours::NAME, live::<Ours> as fn() -> Life)].into_iter().chain(OTHERS) {
        let Life { made, used, .. } = live();
        println!("{name:42} {made:16} {used:16}");
    }
}

/// The name of a pool, and a round of it.
type Named = (&'static str, fn() -> Life);

const OTHERS: [Named; 5] = [
    (RegexAutomata::NAME, live::<RegexAutomata>),
    (ObjectPool::NAME, live::<ObjectPool>),
    (Opool::NAME, live::<Opool>),
    (OpoolLocal::NAME, live::<OpoolLocal>),
    (Deadpool::NAME, live::<Deadpool>),
];

const STEPS: [(&str, Step); 4] = [
    ("make it", Step::Make),
    ("the first use, with its object", Step::First),
    ("the second use", Step::Second),
    ("drop it", Step::Drop),
];

fn lane(live: fn() -> Life, step: Step) -> Lane<'static> {
    Box::new(move || live().times[step as usize])
}

/// The processor time of `work` on this thread, in nanoseconds a pool.
fn time(work: impl FnOnce()) -> f64 {
    let start = thread_time();
    work();
    (thread_time() - start) / POOLS as f64
}

/// The processor time of this thread until now, in nanoseconds.
fn thread_time() -> f64 {
    let mut time = libc::timespec { tv_sec: 0, tv_nsec: 0 };
    // SAFETY: the call writes a time, and nothing else.
    let done = unsafe { libc::clock_gettime(libc::CLOCK_THREAD_CPUTIME_ID, &raw mut time) };
    assert_eq!(done, 0, "the system has no clock of a thread's processor time");
    time.tv_sec as f64 * 1e9 + time.tv_nsec as f64
}

/// Makes pools, uses each twice, and drops them.
fn live<P: ValuePool>() -> Life {
    // Room for all of them, so that a list that grows is not measured.
    let mut pools = Vec::<P>::with_capacity(POOLS);
    let before = allocations::held();
    let bytes = |of_objects| (allocations::held() - before - of_objects) / POOLS + size_of::<P>();
    let make = time(|| pools.extend((0..POOLS).map(|_| P::new())));
    let made = bytes(0);
    let use_each = |pools: &[P]| pools.iter().for_each(P::use_one);
    let first = time(|| use_each(&pools));
    let used = bytes(POOLS * BYTES);
    let second = time(|| use_each(black_box(&pools)));
    let end = time(|| pools.clear());
    Life { times: [make, first, second, end], made, used }
}
