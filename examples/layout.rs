//! Where the fields of a pooled type lie on cache lines, which order is suggested, and what a scan gains by it.
//!
//! `Job` has its fields by topic. `Fixed` has them as `cargo pooled layout --fix` orders them. `repr(C)` keeps fields
//! in the order of the source. Without it the compiler orders them for size, and does not know which are hot.
//!
//! ```text
//! cargo run --release --example layout
//! ```

use std::hint::black_box;
use std::time::{Duration, Instant};

use pooled_types::{PoolBox, Pooled};

/// More objects than fit into the caches of most machines.
const OBJECTS: usize = 1 << 18;
const ROUNDS: usize = 11;

#[derive(Pooled, Default)]
#[repr(C)]
struct Job {
    #[pooled(hot)]
    id: u64,
    #[pooled(cold)]
    owner: String,
    input: Vec<u8>,
    output: Vec<u8>,
    #[pooled(hot)]
    deadline: u64,
    #[pooled(cold)]
    timings: [u64; 8],
    error: Option<String>,
    #[pooled(hot)]
    attempts: u32,
    #[pooled(hot)]
    done: bool,
}

#[derive(Pooled, Default)]
#[repr(C)]
struct Fixed {
    #[pooled(cold)]
    timings: [u64; 8],
    #[pooled(hot)]
    id: u64,
    #[pooled(cold)]
    owner: String,
    #[pooled(hot)]
    deadline: u64,
    #[pooled(hot)]
    attempts: u32,
    #[pooled(hot)]
    done: bool,
    input: Vec<u8>,
    output: Vec<u8>,
    error: Option<String>,
}

trait Due: Pooled {
    fn is_due(&self, now: u64) -> bool;
}

macro_rules! due {
    ($($name:ident)*) => {$(
        impl Due for $name {
            fn is_due(&self, now: u64) -> bool {
                !self.done && self.deadline <= now && self.attempts < 3 && self.id != now
            }
        }
    )*};
}
due! { Job Fixed }

/// Objects from the pool, in an order that does not depend on their addresses.
fn jobs<T: Due>() -> Vec<PoolBox<T>> {
    let mut jobs: Vec<PoolBox<T>> = (0..OBJECTS).map(|_| T::take()).collect();
    let mut random = 1_usize;
    for last in (1..OBJECTS).rev() {
        random = random.wrapping_mul(1_664_525).wrapping_add(1_013_904_223) % (1 << 31);
        jobs.swap(last, random % (last + 1));
    }
    jobs
}

fn scan<T: Due>(jobs: &[PoolBox<T>]) -> Duration {
    let start = Instant::now();
    assert_eq!(jobs.iter().filter(|job| job.is_due(black_box(1))).count(), OBJECTS);
    start.elapsed()
}

fn main() {
    println!("{}\n{}", Job::LAYOUT, Fixed::LAYOUT);
    assert_eq!(Fixed::LAYOUT.hot_lines(), Job::LAYOUT.suggestion().then.hot_lines);

    let (jobs, fixed) = (jobs::<Job>(), jobs::<Fixed>());
    // Each round has a ratio of its own, because what slows the machine slows both scans of a round.
    let mut ratios: Vec<f64> = (0..ROUNDS).map(|_| scan(&jobs).as_secs_f64() / scan(&fixed).as_secs_f64()).collect();
    ratios.sort_by(f64::total_cmp);
    println!("a scan of {OBJECTS} jobs takes {:.2} times as long as one of the fixed ones", ratios[ROUNDS / 2]);
}
