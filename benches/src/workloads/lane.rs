//! One contender at one workload.

use std::time::Instant;

use crate::contenders::{Contender, Kind};
use crate::objects::Object;

pub struct Lane {
    pub name: &'static str,
    pub kind: Kind,
    pub needs_pool: bool,
    /// Does the work for so many units. Returns nanoseconds a unit, or `None` if others have interrupted it.
    pub run: Box<dyn FnMut(u32) -> Option<f64>>,
}

impl Lane {
    pub(super) fn new<T: Object, C: Contender<T>>(run: impl FnMut(u32) -> Option<f64> + 'static) -> Self {
        Self { name: C::NAME, kind: C::KIND, needs_pool: C::NEEDS_POOL, run: Box::new(run) }
    }
}

/// Does the work of `units` units by the clock. Returns nanoseconds a unit.
pub(super) fn timed(units: u32, work: impl FnOnce()) -> Option<f64> {
    let start = Instant::now();
    work();
    Some(start.elapsed().as_nanos() as f64 / f64::from(units))
}
