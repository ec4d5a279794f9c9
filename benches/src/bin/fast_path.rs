//! Takes, touches and drops an object many times over, for a counter of instructions to watch.
//!
//! `fast_path static|generic PAIRS`. The count for 0 pairs is what the start of the program costs.

use std::hint::black_box;

use pooled_types::Pooled;

#[derive(Pooled)]
#[pooled(new = Buf::new)]
struct Buf(Vec<u8>);

#[derive(Pooled)]
#[pooled(new = Self::new)]
struct Generic<T>(Vec<T>);

impl Buf {
    fn new() -> Self {
        Self(Vec::with_capacity(1024))
    }
}

impl<T> Generic<T> {
    fn new() -> Self {
        Self(Vec::with_capacity(1024))
    }
}

#[inline(never)]
fn pairs<T: Pooled>(count: u64) {
    for _ in 0..count {
        let mut object = T::take();
        // The touch: the compiler must believe that the object was read and changed.
        black_box(&mut *object);
    }
}

fn main() {
    let arguments: Vec<_> = std::env::args().collect();
    let [_, kind, count] = arguments.as_slice() else { panic!("fast_path static|generic PAIRS") };
    let count = count.parse().expect("a number of pairs");
    let work = match kind.as_str() {
        "static" => pairs::<Buf>,
        "generic" => pairs::<Generic<u8>>,
        other => panic!("`{other}` is neither `static` nor `generic`"),
    };
    work(1);
    work(count);
}
