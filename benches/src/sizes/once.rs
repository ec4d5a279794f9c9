//! The first use of each of 200 types in the second thread of a process. The first thread has used them before.

use std::thread;

use pooled_types::{PoolBox, Reset};

use super::grid::Who;
use super::many_types::{self, ByHand, COUNT, Each, Kind};
use super::round::{Figures, Round, each_ns};
use super::source::{Ours, Source};
use crate::allocations;

/// The figures: nanoseconds a type, and bytes a type that the thread has allocated beside its objects. The bytes are
/// right where `Counting` is the global allocator.
///
/// A process can do this once.
pub fn round(who: &Who, kind: Kind) -> Round {
    let mut uses = Uses { by_hand: *who == Who::ByHand, all: Vec::new(), objects: 0 };
    many_types::visit(kind, &mut uses);
    Box::new(move || {
        uses.run();
        thread::scope(|scope| scope.spawn(|| uses.measure()).join().expect("nothing panics"))
    })
}

/// A function for each type, which takes and drops one object.
struct Uses {
    by_hand: bool,
    all: Vec<fn()>,
    /// Bytes that an object of each type has.
    objects: usize,
}

impl Uses {
    fn run(&self) {
        self.all.iter().for_each(|each| each());
    }

    fn measure(&self) -> Figures {
        let before = allocations::held();
        let time = each_ns(COUNT, || self.run());
        let bytes = allocations::held().saturating_sub(before + self.objects);
        Figures::new(vec![time, bytes as f64 / COUNT as f64])
    }
}

impl Each for Uses {
    fn each<T: ByHand>(&mut self)
    where
        PoolBox<T>: Send,
    {
        let ours: fn() = || drop(Ours::<T>::default().take());
        let slot = T::LAYOUT.slot().map_or(0, |slot| slot.stride);
        self.all.push(if self.by_hand { by_hand::<T> } else { ours });
        self.objects += if self.by_hand { size_of::<T>() } else { slot };
    }
}

#[inline(never)]
fn by_hand<T: ByHand>() {
    let mut object = T::with_stack(Vec::pop).unwrap_or_else(|| Box::new(T::make()));
    object.touch();
    object.reset();
    T::with_stack(|stack| stack.push(object));
}
