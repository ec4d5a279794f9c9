//! What one take or return pays while 100,000 objects of three types become too old. The interval of the pools must be
//! [`INTERVAL`].

use std::time::{Duration, Instant};
use std::{mem, thread};

use pooled_types::{PoolBox, Pooled};

use super::round::{Figures, Round};

/// The interval of the pools.
pub const INTERVAL: Duration = Duration::from_millis(100);
/// Intervals in which the objects become too old.
const INTERVALS: u32 = 8;
/// Objects of each of the three types.
const OBJECTS: usize = 33_334;
const BYTES: usize = 64;
const PAUSE: Duration = Duration::from_micros(50);

macro_rules! types {
    ($($name:ident)*) => {
        $(
            #[derive(Pooled)]
            #[pooled(new = Self::make)]
            struct $name(Vec<u8>);

            impl $name {
                fn make() -> Self {
                    Self(Vec::with_capacity(BYTES))
                }
            }
        )*
    };
}
types! { First Second Third }

/// The figures: processor time of the worst take or return while objects become too old, in microseconds above the
/// median; the same of the returns before; objects that are idle at the end. A process can do this once.
pub fn round() -> Round {
    keep_free_memory();
    Box::new(|| {
        let mut before = Costs::default();
        burst::<First>(&mut before);
        burst::<Second>(&mut before);
        burst::<Third>(&mut before);
        let mut costs = Costs::default();
        let start = Instant::now();
        while start.elapsed() < INTERVALS * INTERVAL {
            cycle::<First>(&mut costs);
            cycle::<Second>(&mut costs);
            cycle::<Third>(&mut costs);
            thread::sleep(PAUSE);
        }
        let idle = First::stats().idle + Second::stats().idle + Third::stats().idle;
        Figures::new(vec![costs.worst(), before.worst(), idle as f64])
    })
}

fn burst<T: Pooled>(costs: &mut Costs) {
    let held: Vec<PoolBox<T>> = (0..OBJECTS).map(|_| T::take()).collect();
    held.into_iter().for_each(|handle| costs.of(|| drop(handle)));
}

fn cycle<T: Pooled>(costs: &mut Costs) {
    let handle = costs.of(T::take);
    costs.of(|| drop(handle));
}

/// Processor time of each operation, in nanoseconds.
#[derive(Default)]
struct Costs(Vec<u64>);

impl Costs {
    fn of<R>(&mut self, operation: impl FnOnce() -> R) -> R {
        let start = processor_time();
        let result = operation();
        self.0.push(processor_time() - start);
        result
    }

    /// The worst operation, in microseconds above the median.
    fn worst(mut self) -> f64 {
        self.0.sort_unstable();
        let median = self.0[self.0.len() / 2];
        self.0.last().map_or(f64::NAN, |worst| (worst - median) as f64 / 1000.0)
    }
}

/// Processor time of this thread, in nanoseconds.
fn processor_time() -> u64 {
    // SAFETY: a `timespec` of zeros is valid.
    let mut time: libc::timespec = unsafe { mem::zeroed() };
    // SAFETY: the pointer is valid for writes.
    let done = unsafe { libc::clock_gettime(libc::CLOCK_THREAD_CPUTIME_ID, &raw mut time) };
    assert_eq!(done, 0, "the clock of the thread's processor time");
    time.tv_sec as u64 * 1_000_000_000 + time.tv_nsec as u64
}

/// Tells the allocator of the system to keep what is freed. Otherwise the drop of the topmost object gives all memory
/// below it back to the system at once, which takes milliseconds.
fn keep_free_memory() {
    #[cfg(target_env = "gnu")]
    // SAFETY: the call only sets a parameter.
    unsafe {
        libc::mallopt(libc::M_TRIM_THRESHOLD, i32::MAX);
    }
}
