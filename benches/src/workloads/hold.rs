//! Take many and hold them, then drop them all.

use super::lane::{Lane, timed};
use crate::contenders::{self, Contender, Scope, Visitor};
use crate::objects::Buffer;

pub fn lanes<const N: usize, const OLDEST_FIRST: bool>(scope: Scope) -> Vec<Lane> {
    let mut lanes = Lanes::<N, OLDEST_FIRST>(Vec::new());
    contenders::visit(&mut lanes, scope);
    lanes.0
}

struct Lanes<const N: usize, const OLDEST_FIRST: bool>(Vec<Lane>);

impl<const N: usize, const OLDEST_FIRST: bool> Visitor<Buffer> for Lanes<N, OLDEST_FIRST> {
    fn visit_local<C: Contender<Buffer>>(&mut self) {
        let contender = C::start();
        let mut held = Vec::with_capacity(N);
        self.0.push(Lane::new::<Buffer, C>(move |units| {
            timed(units, || hold::<N, OLDEST_FIRST, C>(contender, &mut held, units))
        }));
    }
}

#[inline(never)]
fn hold<const N: usize, const OLDEST_FIRST: bool, C: Contender<Buffer>>(
    contender: &'static C,
    held: &mut Vec<C::Handle>,
    units: u32,
) {
    for _ in 0..units / N as u32 {
        for _ in 0..N {
            held.push(contender.take());
        }
        drop_all::<OLDEST_FIRST, _>(held);
    }
}

#[inline]
fn drop_all<const OLDEST_FIRST: bool, H>(held: &mut Vec<H>) {
    if OLDEST_FIRST {
        held.drain(..).for_each(drop);
    } else {
        while let Some(handle) = held.pop() {
            drop(handle);
        }
    }
}
