//! Repeats one fast path many times, while another program counts the instructions.
//!
//! `fast_path KIND TIMES`. The count for 0 times is the cost of the start of the program.

use std::hint::black_box;

use guard::types::{Generic, Listed, Local, NoHeap, Static};
use pooled_types::{Pool, PoolArc, PoolBox, Pooled};

/// Takes, touches and drops an object.
#[inline(never)]
fn pairs<T: Pooled>(times: u64) {
    for _ in 0..times {
        let mut object = T::take();
        // The touch: the compiler must believe that the object was read and changed.
        black_box(&mut *object);
    }
}

/// The same, but takes only an idle object.
#[inline(never)]
fn tries(times: u64) {
    drop(Static::take());
    for _ in 0..times {
        let mut object = Static::try_take();
        black_box(object.as_deref_mut());
    }
}

/// Takes an object, shares it and drops its only handle.
#[inline(never)]
fn shares(times: u64) {
    for _ in 0..times {
        black_box(&*PoolBox::share(Static::take()));
    }
}

/// Clones a shared handle and drops the clone.
#[inline(never)]
fn clones(times: u64) {
    let object = PoolBox::share(Static::take());
    for _ in 0..times {
        black_box(&*PoolArc::clone(&object));
    }
}

/// The same as [`pairs`] with the pool of a value.
#[inline(never)]
fn of_a_value(times: u64) {
    let pool = Pool::new(|| Vec::<u8>::with_capacity(1024));
    of_this_value(&pool, times);
}

/// The same where each object is reset.
#[inline(never)]
fn of_a_value_that_resets(times: u64) {
    let pool = Pool::builder(|| Vec::<u8>::with_capacity(1024)).reset(Vec::clear).build();
    of_this_value(&pool, times);
}

#[inline(never)]
fn of_this_value(pool: &Pool<Vec<u8>>, times: u64) {
    drop(pool.take());
    for _ in 0..times {
        black_box(&mut *pool.take());
    }
}

fn main() {
    let arguments: Vec<_> = std::env::args().collect();
    let [_, kind, times] = arguments.as_slice() else { panic!("fast_path KIND TIMES") };
    let times = times.parse().expect("a number of times");
    let work = match kind.as_str() {
        "static" => pairs::<Static>,
        "instances" => pairs::<Listed<u8>>,
        "local" => pairs::<Local>,
        "no-heap" => pairs::<NoHeap>,
        "generic" => pairs::<Generic<u8>>,
        "try-take" => tries,
        "share" => shares,
        "clone" => clones,
        "value" => of_a_value,
        "value-reset" => of_a_value_that_resets,
        other => panic!("there is no kind `{other}`"),
    };
    // Opens the pools and makes their objects. The count for 0 times includes this too.
    work(1);
    work(times);
}
