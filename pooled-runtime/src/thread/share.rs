//! Which takes and returns are pooled, if a pool is to serve only a share of them.
//!
//! Each draws a lot. The lots of a thread are the multiples of the golden ratio, modulo 1: of any number of takes in a
//! row, or of every n-th of them, the share that is pooled is as exact as it can be.

use core::cell::Cell;

/// The golden ratio, modulo 1.
const STEP: u64 = 0x9E37_79B9_7F4A_7C15;

std::thread_local! {
    static LOT: Cell<u64> = const { Cell::new(0) };
}

/// The next lot of this thread. Threads begin with different ones, so that short threads are pooled by share too.
pub(crate) fn draw() -> u64 {
    let next = |lot: &Cell<u64>| {
        let last = if lot.get() == 0 { (core::ptr::from_ref(lot).addr() as u64).wrapping_mul(STEP) } else { lot.get() };
        lot.set(last.wrapping_add(STEP));
        lot.get()
    };
    LOT.try_with(next).unwrap_or(0)
}
