//! Threads that use four types, one object each, and end.

use std::thread;

use pooled_types::PoolBox;

use super::grid::Who;
use super::many_types::{self, ByHand, Each, Kind};
use super::round::{Figures, Round, each_ns};
use super::source::{Ours, Source};

const TYPES: usize = 4;
/// Threads of a round, one after the other.
pub const THREADS: usize = 32;

/// Threads that use our pools, or `Who::Nothing` at all.
pub fn round(who: &Who) -> Round {
    let mut uses = Uses(Vec::new());
    if *who != Who::Nothing {
        many_types::visit(Kind::Static, &mut uses);
        uses.0.truncate(TYPES);
    }
    Box::new(move || Figures::new(vec![each_ns(THREADS, || (0..THREADS).for_each(|_| uses.thread()))]))
}

struct Uses(Vec<fn()>);

impl Uses {
    fn thread(&self) {
        thread::scope(|scope| {
            scope.spawn(|| self.0.iter().for_each(|each| each())).join().expect("nothing panics");
        });
    }
}

impl Each for Uses {
    fn each<T: ByHand>(&mut self)
    where
        PoolBox<T>: Send,
    {
        self.0.push(|| drop(Ours::<T>::default().take()));
    }
}
