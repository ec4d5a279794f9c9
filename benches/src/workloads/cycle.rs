//! Take, touch and drop, one object at a time.

use pooled_types::PoolBox;

use super::lane::{Lane, timed};
use crate::contenders::{self, Contender, Kind, Scope, Visitor};
use crate::objects::Object;

pub fn lanes<T: Object>(scope: Scope) -> Vec<Lane>
where
    PoolBox<T>: Send,
{
    let mut lanes = Lanes(Vec::new());
    contenders::visit::<T>(&mut lanes, scope);
    if scope.is_all() {
        lanes.0.push(in_place::<T>());
    }
    lanes.0
}

struct Lanes(Vec<Lane>);

impl<T: Object> Visitor<T> for Lanes {
    fn visit_local<C: Contender<T>>(&mut self) {
        let contender = C::start();
        self.0.push(Lane::new::<T, C>(move |units| timed(units, || cycle(contender, units))));
    }
}

#[inline(never)]
pub(super) fn cycle<T: Object, C: Contender<T>>(contender: &'static C, units: u32) {
    for _ in 0..units {
        drop(contender.take());
    }
}

/// No pool: the user resets the object and uses it again.
fn in_place<T: Object>() -> Lane {
    let mut object = T::make();
    let run = move |units| timed(units, || reuse(&mut object, units));
    Lane { name: "reuse in place", kind: Kind::InPlace, needs_pool: false, run: Box::new(run) }
}

#[inline(never)]
fn reuse<T: Object>(object: &mut T, units: u32) {
    for _ in 0..units {
        object.touch();
        object.wipe();
    }
}
