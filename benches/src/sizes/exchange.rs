//! 64 threads. Each takes objects, puts each into the box of a random thread, and drops what is in its own box.

use std::sync::{Arc, Barrier, Mutex, PoisonError};
use std::thread;
use std::time::Instant;

use super::grid::Visit;
use super::random::Random;
use super::round::{Round, with_misses};
use super::source::Source;

const THREADS: usize = 64;
/// Takes of a thread in a round.
const TAKES: usize = 1000;
/// Rounds in which the pool learns how many objects there are: boxes fill and empty at random.
const FIRST: usize = 12;
/// Objects that a box holds.
const BOX: usize = 128;

pub struct Exchange;

impl Visit for Exchange {
    type Output = Round;

    /// The figures: the time of the median take in nanoseconds, the share of misses, and the times that 1 % and 0.1 %
    /// of the takes exceed.
    fn visit<S: Source>(self, source: S) -> Round {
        let shared = Arc::new(Threads::<S>::new());
        for number in 0..THREADS {
            let shared = Arc::clone(&shared);
            thread::spawn(move || shared.work(number, source));
        }
        (0..FIRST).for_each(|_| _ = shared.round());
        Box::new(move || {
            let mut times = Vec::new();
            let mut figures = with_misses(source, || {
                times = shared.round();
                f64::from(times[times.len() / 2])
            });
            figures.all.extend([100, 1000].map(|part| f64::from(times[times.len() - 1 - times.len() / part])));
            figures
        })
    }
}

struct Threads<S: Source> {
    boxes: Vec<Mutex<Vec<S::Handle>>>,
    start: Barrier,
    end: Barrier,
    times: Mutex<Vec<u32>>,
}

impl<S: Source> Threads<S> {
    fn new() -> Self {
        let boxes = (0..THREADS).map(|_| Mutex::new(Vec::with_capacity(BOX))).collect();
        let barrier = || Barrier::new(THREADS + 1);
        Self { boxes, start: barrier(), end: barrier(), times: Mutex::default() }
    }

    /// The times of all takes of a round, in nanoseconds, sorted.
    fn round(&self) -> Vec<u32> {
        self.start.wait();
        self.end.wait();
        let mut times = std::mem::take(&mut *self.times.lock().unwrap_or_else(PoisonError::into_inner));
        times.sort_unstable();
        times
    }

    fn work(&self, number: usize, source: S) {
        let mut random = Random::new(number as u64 + 1);
        let mut times = Vec::with_capacity(TAKES);
        let mut own = Vec::with_capacity(BOX);
        loop {
            self.start.wait();
            times.clear();
            for _ in 0..TAKES {
                let start = Instant::now();
                let handle = source.take();
                times.push(u32::try_from(start.elapsed().as_nanos()).unwrap_or(u32::MAX));
                self.hand_over(handle, &mut random, || self.empty(number, &mut own));
                self.empty(number, &mut own);
            }
            self.times.lock().unwrap_or_else(PoisonError::into_inner).extend(&times);
            self.end.wait();
        }
    }

    /// Puts the object into the box of a random thread. If that is full, lets other threads run and tries another box.
    /// It calls `empty` first: all threads may come to full boxes.
    fn hand_over(&self, handle: S::Handle, random: &mut Random, mut empty: impl FnMut()) {
        loop {
            let mut other = self.boxes[random.below(THREADS)].lock().unwrap_or_else(PoisonError::into_inner);
            if other.len() < BOX {
                other.push(handle);
                return;
            }
            drop(other);
            empty();
            thread::yield_now();
        }
    }

    /// Drops what is in the thread's own box.
    fn empty(&self, number: usize, own: &mut Vec<S::Handle>) {
        std::mem::swap(own, &mut *self.boxes[number].lock().unwrap_or_else(PoisonError::into_inner));
        own.drain(..).for_each(drop);
    }
}
