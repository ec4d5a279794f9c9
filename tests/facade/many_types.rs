//! More generic types in a thread than have places in its thread-local.

use std::marker::PhantomData;
use std::thread;

use pooled_types::Pooled;

#[derive(Pooled)]
#[pooled(new = Pair::new)]
struct Pair<A: 'static, B: 'static> {
    number: u32,
    of: PhantomData<fn() -> (A, B)>,
}

impl<A, B> Pair<A, B> {
    fn new() -> Self {
        Self { number: 0, of: PhantomData }
    }
}

/// How often each type is used: some types get a place from others meanwhile.
const ROUNDS: u64 = 40;

/// Takes and drops an object of the pair, and asserts that there were as many takes and objects as there should be.
fn use_pair<A: Send + 'static, B: Send + 'static>(takes_before: u64) {
    drop(Pair::<A, B>::take());
    let stats = Pair::<A, B>::stats();
    assert_eq!((stats.takes, stats.misses, stats.idle), (takes_before + 1, 1, 1), "{stats:?}");
}

macro_rules! with_all {
    ($first:ty) => { with_all!($first; 0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19) };
    ($first:ty; $($second:literal)*) => { [$(use_pair::<$first, [u8; $second]> as fn(u64)),*] };
}

#[test]
#[cfg_attr(miri, ignore = "slow")]
fn each_has_one_cache() {
    let pairs = [
        with_all!(u8),
        with_all!(u16),
        with_all!(u32),
        with_all!(u64),
        with_all!(u128),
        with_all!(i8),
        with_all!(i16),
        with_all!(i32),
        with_all!(i64),
        with_all!(i128),
        with_all!(bool),
        with_all!(char),
        with_all!(()),
        with_all!(isize),
        with_all!(f32),
        with_all!(f64),
    ]
    .concat();
    assert!(pairs.len() > 256, "so many have a place");
    let each_in_turn = move || (0..ROUNDS).for_each(|round| pairs.iter().for_each(|pair| pair(round)));
    thread::spawn(each_in_turn).join().expect("each type has one cache");
}
