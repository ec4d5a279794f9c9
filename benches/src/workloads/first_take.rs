//! The first object of a type.

use pooled_types::PoolBox;

use super::lane::{Lane, timed};
use crate::contenders::{self, Contender, Scope, Visitor};
use crate::objects::Object;
use crate::objects::numbered::{self, EachType};

/// Types of a round before the clock starts, and by the clock.
pub const BEFORE: u32 = 8;
pub const TIMED: u32 = 24;
/// Types whose instructions and allocations are counted: so many, and then twice as many.
pub const COUNTED: u32 = 8;

// A process can take each type for the first time once. A count takes `COUNTED` types, as many again, and twice as
// many.
const _: () = assert!((BEFORE + TIMED) as usize <= numbered::COUNT && 4 * COUNTED as usize <= numbered::COUNT);

pub fn lanes(scope: Scope) -> Vec<Lane> {
    let mut types = Types { scope, lanes: Vec::new() };
    numbered::visit(&mut types);
    types.lanes.into_iter().map(TypesOfLane::into_lane).collect()
}

/// What a lane does for each of the types.
struct TypesOfLane {
    first: Lane,
    takes: Vec<fn()>,
}

impl TypesOfLane {
    /// A lane. Each run of it takes the next types.
    fn into_lane(self) -> Lane {
        let mut takes = self.takes.into_iter();
        let run = move |units: u32| {
            assert!(units as usize <= takes.len(), "a process has {} types to take first", numbered::COUNT);
            timed(units, || takes.by_ref().take(units as usize).for_each(|take| take()))
        };
        Lane { run: Box::new(run), ..self.first }
    }
}

struct Types {
    scope: Scope,
    lanes: Vec<TypesOfLane>,
}

impl EachType for Types {
    fn each<T: Object>(&mut self)
    where
        PoolBox<T>: Send,
    {
        let mut takes = Takes { lanes: &mut self.lanes, at: 0 };
        contenders::visit::<T>(&mut takes, self.scope);
    }
}

/// Adds a type to each lane.
struct Takes<'a> {
    lanes: &'a mut Vec<TypesOfLane>,
    at: usize,
}

impl<T: Object> Visitor<T> for Takes<'_> {
    fn visit_local<C: Contender<T>>(&mut self) {
        if self.at == self.lanes.len() {
            self.lanes.push(TypesOfLane { first: Lane::new::<T, C>(|_| None), takes: Vec::new() });
        }
        self.lanes[self.at].takes.push(first::<T, C>);
        self.at += 1;
    }
}

#[inline(never)]
fn first<T: Object, C: Contender<T>>() {
    drop(C::start().take());
}
