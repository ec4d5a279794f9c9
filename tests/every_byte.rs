//! Every byte is freed, with the size and alignment it was allocated with.
//!
//! A program of its own, without the test harness, because it measures its process as a whole and the harness allocates
//! too.

mod support;

use std::collections::HashMap;
use std::sync::Arc;
use std::thread;

use pooled_types::{Pool, PoolBox, PoolGuard, Pooled};
use support::allocator::{Checking, live_bytes};

#[global_allocator]
static ALLOCATOR: Checking = Checking;

#[derive(Pooled, Default)]
struct Line([u64; 9], Vec<u8>);

#[derive(Pooled, Default)]
#[pooled(capacity = 3)]
struct Small(u8, HashMap<u32, u32>);

#[derive(Pooled, Default)]
struct Generic<T>(Vec<T>);

#[derive(Pooled, Default)]
#[repr(align(512))]
struct Wide(String);

/// Uses each way that an object can come and go.
fn work() {
    Line::warm(10);
    Line::clear();
    Line::warm(3);
    drop(Line::drain().next());
    Line::take().1.resize(100_000, 1);
    let small: Vec<_> = (0..9).map(|_| Small::take()).collect();
    drop(small);
    Small::take().1.extend((0..10_000).map(|n| (n, n)));
    Generic::<u16>::take().0.push(1);
    Generic::<String>::take().0.push("x".repeat(99));
    Wide::take().0.push('x');
    drop(PoolBox::detach(Wide::take()));
    drop(PoolBox::new(Wide::default()));
    let sent = Line::take();
    thread::spawn(move || drop(sent)).join().unwrap();
}

/// Makes pools of values, uses them on several threads, and drops them before and after these end. One thread after the
/// other: how many batches of objects are under way at once would be another number each time else, and their memory
/// stays.
fn work_with_values() {
    let pools: Vec<_> = (0..50).map(|n| Arc::new(Pool::new(move || vec![n; 100]))).collect();
    let bounded = Arc::new(Pool::builder(|| vec![1]).capacity(2).depot(3).retained_bytes(Vec::capacity).build());
    for _ in 0..3 {
        let (pools, bounded) = (pools.clone(), Arc::clone(&bounded));
        let user = thread::spawn(move || {
            drop((0..20).map(|_| bounded.take()).collect::<Vec<_>>());
            for pool in &pools {
                drop((0..40).map(|_| pool.take()).collect::<Vec<_>>());
            }
            pools[0].take().push(1);
            drop(PoolGuard::detach(pools[1].take()));
        });
        user.join().unwrap();
    }
    let last = thread::spawn(move || {
        let guards: Vec<_> = pools.iter().map(Pool::take_owned).collect();
        drop(pools);
        drop(guards); // with each of them its pool
    });
    last.join().unwrap();
}

fn main() {
    let threads = || {
        (0..4).for_each(|_| thread::spawn(work).join().unwrap());
        thread::spawn(work_with_values).join().unwrap();
        pooled_types::trim();
    };
    // The first round makes what is made once a type, and what the standard library makes once a process.
    threads();
    let before = live_bytes();
    threads();
    assert_eq!(live_bytes(), before);
    println!("every byte came back");
}
