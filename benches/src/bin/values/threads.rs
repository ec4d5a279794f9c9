//! Two threads on one pool, each on a core of its own.

use pooled_benches::row::{Lane, print_head, print_row, time};
use pooled_benches::together::Together;

use crate::pools::{Deadpool, ObjectPool, Opool, Ours, RegexAutomata, ValuePool};

/// A round of each thread uses so many objects.
const USES: u32 = 12_800;

/// Prints the row. This thread stays on the first core.
pub fn compare(rounds: usize) {
    stay_on(0);
    print_head("two threads on one pool", &[RegexAutomata::NAME, ObjectPool::NAME, Opool::NAME, Deadpool::NAME]);
    let lanes = [lane::<Ours>(), lane::<RegexAutomata>(), lane::<ObjectPool>(), lane::<Opool>(), lane::<Deadpool>()];
    print_row("a use, the slower thread", rounds, lanes.into());
}

fn lane<P: ValuePool + Send + Sync>() -> Lane<'static> {
    let pool = P::new();
    pool.use_one();
    let work = move |uses| time(uses as usize, || (0..uses).for_each(|_| pool.use_one()));
    let threads = Together::new(|| stay_on(1), work);
    Box::new(move || threads.run(USES))
}

/// Keeps this thread on a core.
fn stay_on(core: usize) {
    // SAFETY: a set of cores is plain bits, and the call reads no more than that.
    let done = unsafe {
        let mut cores: libc::cpu_set_t = std::mem::zeroed();
        libc::CPU_SET(core, &mut cores);
        libc::sched_setaffinity(0, size_of_val(&cores), &raw const cores)
    };
    assert_eq!(done, 0, "two threads need the first two cores of the machine");
}
