//! How many handles an object has. It is a plain value without pointers, so that a model checker can run it.
//!
//! # Why it is sound
//! Every decrement is a release, and the thread that made the last one loads the count with acquire. All decrements are
//! one release sequence (the increments between them are read-modify-writes too), so that load comes after everything
//! that any handle did before it was dropped. It is a load and not a fence, because some race detectors do not know
//! fences.

use std::process::abort;

use crate::sync::{Acquire, AtomicUsize, Relaxed, Release};

/// `isize::MAX`. If the count was above it, the process ends. The count could wrap before that only if as many threads
/// again were between their increment and their check at one moment.
const LIMIT: usize = usize::MAX / 2;

/// The number of handles of one object.
pub(crate) struct Count(AtomicUsize);

impl Count {
    /// One handle.
    pub(crate) fn one() -> Self {
        Self(AtomicUsize::new(1))
    }

    /// Counts one handle more. It is cloned from a handle that exists, so nothing needs to be ordered.
    ///
    /// Ends the process where `Arc` does: so many handles can exist only if they were forgotten, and a count that wraps
    /// would free an object in use.
    #[inline]
    pub(crate) fn acquire(&self) {
        if self.0.fetch_add(1, Relaxed) > LIMIT {
            abort();
        }
    }

    /// Counts one handle less. `true` if it was the last: everything that other handles did has then happened before.
    /// After `false` the count may belong to another object already: `self` is not touched again.
    #[inline]
    #[must_use = "who releases the last handle has to clean up"]
    pub(crate) fn release(&self) -> bool {
        let was_last = self.0.fetch_sub(1, Release) == 1;
        if was_last {
            self.0.load(Acquire);
        }
        was_last
    }

    /// Whether there is only one handle. If the caller holds that handle exclusively, it stays the only one, and
    /// everything that other handles did has happened before.
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
            .args(["--exact", "handle::refcount::tests::ends_the_process_above_the_limit"])
            .env(IS_CHILD, "")
            .output()
            .expect("a test can be run");
        let text = String::from_utf8_lossy(&output.stdout);
        assert!(text.contains("running 1 test\n") && !text.contains("test result"), "{text}");
        assert!(!output.status.success());
    }
}
