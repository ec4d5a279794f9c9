//! Objects of many types in random order. Each is taken and dropped before the next.

use pooled_types::PoolBox;

use super::grid::Who;
use super::many_types::{self, ByHand, Each, Kind};
use super::random::Random;
use super::round::{Figures, Round, each_ns};
use super::source::{Boxed, Ours, Source};

/// The length of the random order, which a round goes through several times.
const ORDER: usize = 1 << 16;
const TIMES: usize = 2;

pub fn round(who: &Who, kind: Kind, types: usize) -> Round {
    let mut uses = Uses { boxed: *who == Who::Boxed, all: Vec::new() };
    many_types::visit(kind, &mut uses);
    let mut random = Random::new(1);
    let order: Vec<u8> = (0..ORDER).map(|_| random.below(types) as u8).collect();
    let run = move |times| (0..times).for_each(|_| order.iter().for_each(|&at| (uses.all[usize::from(at)])()));
    run(1);
    Box::new(move || Figures::new(vec![each_ns(TIMES * ORDER, || run(TIMES))]))
}

/// A function for each type, which takes and drops one object.
struct Uses {
    boxed: bool,
    all: Vec<fn()>,
}

impl Each for Uses {
    fn each<T: ByHand>(&mut self)
    where
        PoolBox<T>: Send,
    {
        let boxed: fn() = || drop(Boxed::<T>::default().take());
        let ours: fn() = || drop(Ours::<T>::default().take());
        self.all.push(if self.boxed { boxed } else { ours });
    }
}
