//! The bytes besides the objects: as the sources of the runtime say, and as the allocator counts them.
//!
//! Some lists double when they grow. They are measured from one full state to the next, so that no place is empty.

use std::thread;

use pooled_types::Pooled;

use super::heap::grown_by;
use super::results::Memory;

/// The default capacity of a type as small as those below.
const CAPACITY: usize = 256;
/// The default capacity of its depot.
const DEPOT: usize = 4 * CAPACITY;

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
types!(A B C D E F G H I J K L M N O P Q R S T U V W X Y Z Ä Ö);

#[derive(Default, Pooled)]
struct Generic<T>(u64, T);

macro_rules! generic {
    ($($n:literal)+) => { uses!($(Generic<[u8; $n]>),+) };
}
const GENERIC_USES: &[Use] = &generic!(1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16);

/// Measures each part on a thread of its own, which leaves no object behind. The process must not have used a pool
/// before.
pub(super) fn measure() -> Vec<Memory> {
    let alone = |part: fn() -> Vec<Memory>| {
        let work = move || {
            let found = part();
            pooled_types::trim();
            found
        };
        thread::spawn(work).join().expect("nothing in it panics")
    };
    [process, a_thread, depot].into_iter().flat_map(alone).collect()
}

/// Uses types. Returns the bytes that are allocated for each of them after that, without the objects.
fn of_a_type(uses: &[Use]) -> f64 {
    let objects: usize = uses.iter().map(|(_, size)| size).sum();
    (grown_by(|| uses.iter().for_each(|(work, _)| work())) - objects as f64) / uses.len() as f64
}

/// The block of a type on a thread, and its place in the thread's list of blocks.
const BLOCK: f64 = (48 + 8 * CAPACITY) as f64;
const LISTED: f64 = 24.0;

/// The first use in the process: what all threads share, and the block of the first thread.
fn process() -> Vec<Memory> {
    let (first, second) = USES.split_at(USES.len() / 2);
    let types = second.len() as f64;
    of_a_type(first);
    // The thread's list of blocks grows from 16 places to 32.
    let measured = of_a_type(second) - BLOCK - 16.0 * LISTED / types;
    of_a_type(GENERIC_USES);
    let what = "a type that is used, once in the process";
    let made_of = "368 of counts, limits and the depot; 32 for a list of up to 4 threads; 29 in the registry";
    vec![memory(what, made_of, 368.0 + 32.0 + 400.0 / types, measured)]
}

/// The first use of a type on another thread. The process has used the type before. Then the same of generic types.
fn a_thread() -> Vec<Memory> {
    // After 4 types, and after 16, the thread's list of blocks is full.
    let (first, second) = USES[..16].split_at(4);
    of_a_type(first);
    let measured = of_a_type(second);
    let made_of = format!("a block of 48 and 8 for each of {CAPACITY} places; 24 in the list of the thread's blocks");
    let plain = memory("a type that is used, on each thread", &made_of, BLOCK + LISTED, measured);
    let types = GENERIC_USES.len() as f64;
    let table = of_a_type(GENERIC_USES) - BLOCK - LISTED;
    let made_of =
        "16 for each place of a table that is at most half full, and of the table before that; 144 around these";
    let what = format!("the same of a generic type, in addition (of {types})");
    vec![plain, memory(&what, made_of, (48.0 * types + 144.0) / types, table)]
}

/// A full depot.
fn depot() -> Vec<Memory> {
    drop(A::take());
    let mut objects = Vec::with_capacity(CAPACITY + DEPOT);
    let fill = || {
        objects.extend((0..CAPACITY + DEPOT).map(|_| A::take()));
        objects.clear();
    };
    let list = grown_by(fill) - ((CAPACITY + DEPOT - 1) * size_of::<A>()) as f64;
    vec![memory("an object in a full depot", "8 in its list", 8.0, list / DEPOT as f64)]
}

fn memory(what: &str, made_of: &str, expected: f64, measured: f64) -> Memory {
    Memory { what: what.into(), made_of: made_of.into(), expected, measured }
}
