//! Threads that live for one object.

use std::thread;

use super::lane::{Lane, timed};
use crate::contenders::{self, Contender, Pointers, Scope, Shared, Visitor};
use crate::objects::Buffer;

pub fn lanes(scope: Scope) -> Vec<Lane> {
    let mut lanes = Lanes(Vec::new());
    if scope.is_all() {
        Visitor::<Buffer>::visit::<Pointers>(&mut lanes);
    }
    contenders::visit(&mut lanes, scope);
    lanes.0
}

struct Lanes(Vec<Lane>);

impl Visitor<Buffer> for Lanes {
    fn visit<C: Shared<Buffer>>(&mut self) {
        let contender = C::start();
        self.0.push(Lane::new::<Buffer, C>(move |units| timed(units, || threads(contender, units))));
    }

    fn visit_local<C: Contender<Buffer>>(&mut self) {}
}

fn threads<C: Shared<Buffer>>(contender: &'static C, units: u32) {
    for _ in 0..units {
        thread::spawn(|| drop(contender.take())).join().expect("nothing panics");
    }
}
