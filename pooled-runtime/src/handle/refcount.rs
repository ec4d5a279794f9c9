//! How many handles an object has. By value, without a pointer in sight, so that a model checker can run it.
//!
//! # Why it is sound
//! Every decrement is a release, and whoever made the last one loads the count with acquire. All decrements are one
//! release sequence (the increments between them are read-modify-writes too), so that load comes after everything that
//! any handle did before it was dropped. A load, not a fence: race detectors that do not know fences see the order too.

use std::process::abort;

use crate::sync::{Acquire, AtomicUsize, Relaxed, Release};

/// `isize::MAX`: above it the process ends. To wrap the count before that, as many threads again would have to be
/// between their increment and their look at it.
const LIMIT: usize = usize::MAX / 2;

/// The number of handles of one object.
pub(crate) struct Count(AtomicUsize);

impl Count {
    /// One handle.
    pub(crate) fn one() -> Self {
        Self(AtomicUsize::new(1))
    }

    /// Counts one handle more, made from one that is there: nothing needs to be ordered.
    ///
    /// Ends the process where `Arc` does: so many handles can only be forgotten ones, and to wrap would free an object
    /// in use.
    #[inline]
    pub(crate) fn acquire(&self) {
        if self.0.fetch_add(1, Relaxed) > LIMIT {
            abort();
        }
    }

    /// Counts one handle less; `true` if it was the last, and then all that other handles did has happened before.
    /// After `false` the count may be anybody's: `self` is not touched again.
    #[inline]
    #[must_use = "who releases the last handle has to clean up"]
    pub(crate) fn release(&self) -> bool {
        let was_last = self.0.fetch_sub(1, Release) == 1;
        if was_last {
            self.0.load(Acquire);
        }
        was_last
    }

    /// Whether there is one handle only. Whoever holds that one exclusively knows that it stays so, and that all that
    /// other handles did has happened before.
    #[inline]
    pub(crate) fn is_unique(&self) -> bool {
        self.0.load(Acquire) == 1
    }

    /// The number of handles a moment ago.
    pub(crate) fn get(&self) -> usize {
        self.0.load(Relaxed)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU32, Ordering};
    use std::thread;

    use super::{Count, LIMIT};
    use crate::sync::AtomicUsize;

    #[test]
    fn counts() {
        let count = Count::one();
        assert!(count.is_unique());
        count.acquire();
        assert!(!count.is_unique());
        assert_eq!(count.get(), 2);
        assert!(!count.release());
        assert!(count.is_unique());
        assert!(count.release());
    }

    #[test]
    fn one_of_many_threads_is_last() {
        const THREADS: u32 = if cfg!(miri) { 3 } else { 8 };
        let (count, last) = (Count::one(), AtomicU32::new(0));
        (1..THREADS).for_each(|_| count.acquire());
        thread::scope(|scope| {
            for _ in 0..THREADS {
                scope.spawn(|| {
                    count.acquire();
                    for _ in 0..2 {
                        last.fetch_add(u32::from(count.release()), Ordering::Relaxed);
                    }
                });
            }
        });
        assert_eq!(last.into_inner(), 1);
    }

    #[test]
    fn may_reach_the_limit() {
        let count = Count(AtomicUsize::new(LIMIT));
        count.acquire();
        assert_eq!(count.get(), LIMIT + 1);
    }

    #[test]
    #[cfg_attr(miri, ignore = "starts a process")]
    fn ends_the_process_above_the_limit() {
        const IS_CHILD: &str = "POOLED_TYPES_TEST_PASSES_THE_LIMIT";
        if std::env::var_os(IS_CHILD).is_some() {
            return Count(AtomicUsize::new(LIMIT + 1)).acquire();
        }
        let this = std::env::current_exe().expect("a test has a path");
        let output = std::process::Command::new(this)
            .args(["--exact", "count::tests::ends_the_process_above_the_limit"])
            .env(IS_CHILD, "")
            .output()
            .expect("a test can be run");
        let text = String::from_utf8_lossy(&output.stdout);
        assert!(text.contains("running 1 test\n") && !text.contains("test result"), "{text}");
        assert!(!output.status.success());
    }
}
