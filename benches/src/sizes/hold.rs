//! Take many and hold them, then drop them all.

use std::mem;

use super::grid::Visit;
use super::round::{Round, each_ns, with_misses};
use super::source::Source;

/// Objects of a round by the clock, at least.
const OBJECTS: usize = 100_000;
/// Times that all objects are held before the first round, and before the clock starts in each.
const FIRST: usize = 4;

pub struct Hold {
    pub objects: usize,
    pub oldest_first: bool,
    /// Whether something else stays in memory above the objects, as in a program that does other work too. Where all of
    /// the heap is free in each round, glibc cuts allocations off its end, which costs it half. A pool that keeps some
    /// objects has no such heap.
    pub has_neighbour: bool,
}

impl Visit for Hold {
    type Output = Round;

    fn visit<S: Source>(self, source: S) -> Round {
        let times = OBJECTS.div_ceil(self.objects);
        let mut held = Vec::with_capacity(self.objects);
        if self.has_neighbour {
            held.extend((0..self.objects).map(|_| source.take()));
            mem::forget(Box::new([0_u64; 8]));
            held.clear();
        }
        self.hold(source, &mut held, FIRST);
        Box::new(move || {
            self.hold(source, &mut held, 1);
            with_misses(source, || each_ns(times * self.objects, || self.hold(source, &mut held, times)))
        })
    }
}

impl Hold {
    #[inline(never)]
    fn hold<S: Source>(&self, source: S, held: &mut Vec<S::Handle>, times: usize) {
        for _ in 0..times {
            for _ in 0..self.objects {
                held.push(source.take());
            }
            if self.oldest_first {
                held.drain(..).for_each(drop);
            } else {
                while let Some(handle) = held.pop() {
                    drop(handle);
                }
            }
        }
    }
}
