//! Two threads that take and drop objects at the same time.

use super::cycle::cycle;
use super::lane::{Lane, timed};
use crate::contenders::{self, Contender, Scope, Shared, Visitor};
use crate::objects::Buffer;
use crate::together::Together;

pub fn lanes(scope: Scope) -> Vec<Lane> {
    let mut lanes = Lanes(Vec::new());
    contenders::visit(&mut lanes, scope);
    lanes.0
}

/// Makes a lane and a second thread for each contender.
struct Lanes(Vec<Lane>);

impl Visitor<Buffer> for Lanes {
    fn visit<C: Shared<Buffer>>(&mut self) {
        let contender = C::start();
        let work = move |units| timed(units, || cycle(contender, units)).unwrap_or(f64::NAN);
        let threads = Together::new(|| {}, work);
        self.0.push(Lane::new::<Buffer, C>(move |units| Some(threads.run(units))));
    }

    fn visit_local<C: Contender<Buffer>>(&mut self) {}
}
