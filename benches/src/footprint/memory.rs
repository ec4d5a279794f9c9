//! The bytes besides the objects: as the sources of the runtime say, and as the allocator counts them.
//!
//! Some lists double when they grow. They are measured from one full state to the next, so that no place is empty.

use std::thread;

use pooled_types::{PoolBox, Pooled};

use super::heap::grown_by;
use super::results::Memory;

/// A function that takes an object of a type and drops it, and the size of the object.
type Use = (fn(), usize);

macro_rules! uses {
    ($($type:ty),+) => { [$((|| drop(<$type>::take()), size_of::<$type>())),+] };
}

macro_rules! types {
    ($($name:ident)+) => {
        $(#[derive(Default, Pooled)] struct $name(u64);)+
        const USES: &[Use] = &uses!($($name),+);
    };
}
types!(A B C D E F G H I J K L M N O P Q R S T U V W X Y Z Aa Bb Cc Dd Ee);

#[derive(Default, Pooled)]
struct Generic<T>(u64, T);

macro_rules! generic {
    ($($n:literal)+) => { uses!($(Generic<[u8; $n]>),+) };
}
const GENERIC_USES: &[Use] = &generic!(1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16);

/// Measures each part on a thread of its own, which leaves no object behind. The process must not have used a pool
/// before.
pub(super) fn measure() -> Vec<Memory> {
    [types, depot].into_iter().flat_map(on_a_thread).collect()
}

fn on_a_thread(part: fn() -> Vec<Memory>) -> Vec<Memory> {
    let work = move || {
        let found = part();
        pooled_types::trim();
        found
    };
    thread::spawn(work).join().expect("nothing in it panics")
}

/// The first thread is there while the second one is measured, which would go on with its caches otherwise.
fn types() -> Vec<Memory> {
    let mut found = process();
    found.extend(on_a_thread(a_thread));
    found
}

/// Uses types. Returns the bytes that are allocated for each of them after that, without the objects.
fn of_a_type(uses: &[Use]) -> f64 {
    let objects: usize = uses.iter().map(|(_, size)| size).sum();
    (grown_by(|| uses.iter().for_each(|(work, _)| work())) - objects as f64) / uses.len() as f64
}

/// What a thread has of a type: its cache, with the first places.
const CACHE: f64 = 160.0;

/// What all threads share of a type.
const POOL: f64 = 896.0;

/// The first use in the process: what all threads share, and the cache of the first thread.
fn process() -> Vec<Memory> {
    // What all pools share is there after the first types.
    let (first, second) = USES.split_at(15);
    of_a_type(first);
    let measured = of_a_type(second) - CACHE;
    of_a_type(GENERIC_USES);
    let made_of = "counts, limits, generations and lists";
    vec![memory("a type that is used, once in the process", made_of, POOL, measured)]
}

/// The first use of a type on another thread. The process has used the type before. Then the same of generic types.
fn a_thread() -> Vec<Memory> {
    let plain = memory("a type that is used, on each thread", "its cache, with four places", CACHE, of_a_type(USES));
    let types = GENERIC_USES.len() as f64;
    let table = of_a_type(GENERIC_USES) - CACHE;
    let what = format!("the same of a generic type, in addition (of {types})");
    vec![plain, memory(&what, "16 for each place of a table that is at most seven eighths full", 32.0, table)]
}

/// A depot with many objects, which came from a thread that only returns.
fn depot() -> Vec<Memory> {
    // So many remain on the stack of the thread at most, and so many move to the depot at once. 240 batches of 30
    // objects fill the chunks that the nodes are allocated in.
    const STACK: usize = 512;
    const AT_ONCE: usize = 240;
    const OBJECTS: usize = 240 * 30;
    let objects: Vec<_> = (0..STACK + OBJECTS).map(|_| A::take()).collect();
    assert_eq!(OBJECTS % AT_ONCE, 0);
    let measure = || grown_by(|| objects.into_iter().for_each(drop));
    let grown = thread::scope(|threads| threads.spawn(measure).join().expect("nothing in it panics"));
    let nodes = grown - CACHE - (8 * STACK + 16) as f64 + ((STACK + OBJECTS) * size_of::<PoolBox<A>>()) as f64;
    vec![memory("an object in a depot", "256 for 30 of them", 256.0 / 30.0, nodes / OBJECTS as f64)]
}

fn memory(what: &str, made_of: &str, expected: f64, measured: f64) -> Memory {
    Memory { what: what.into(), made_of: made_of.into(), expected, measured }
}
