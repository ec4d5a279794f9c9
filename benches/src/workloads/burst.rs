//! One object at a time, and every now and then many at once.

use super::lane::{Lane, timed};
use crate::contenders::{self, Contender, Scope, Visitor};
use crate::objects::Buffer;

/// Objects between two bursts.
const CALM: u32 = 1000;
/// Objects of a burst: more than the stack of a thread holds by default, and fewer than every pool may keep.
const BURST: u32 = 512;
/// Objects of a calm and of the burst after it.
pub const OBJECTS: u32 = CALM + BURST;

pub fn lanes(scope: Scope) -> Vec<Lane> {
    let mut lanes = Lanes(Vec::new());
    contenders::visit(&mut lanes, scope);
    lanes.0
}

struct Lanes(Vec<Lane>);

impl Visitor<Buffer> for Lanes {
    fn visit_local<C: Contender<Buffer>>(&mut self) {
        let contender = C::start();
        let mut held = Vec::with_capacity(BURST as usize);
        self.0.push(Lane::new::<Buffer, C>(move |units| timed(units, || bursts(contender, &mut held, units))));
    }
}

#[inline(never)]
fn bursts<C: Contender<Buffer>>(contender: &'static C, held: &mut Vec<C::Handle>, units: u32) {
    for _ in 0..units / OBJECTS {
        for _ in 0..CALM {
            drop(contender.take());
        }
        for _ in 0..BURST {
            held.push(contender.take());
        }
        held.drain(..).for_each(drop);
    }
}
