//! A struct of eight pairs and four buffers: fresh, with containers that keep their elements, and with ones that a
//! careful user writes by hand.

use std::cell::RefCell;
use std::hint::black_box;

use pooled_benches::row::{print_head, print_row, time};
use pooled_types::{CountingAllocator, PoolBox, Pooled, Reset, ReuseVec};

/// A round fills so many objects.
const OBJECTS: usize = 20_000;
const PAIRS: usize = 8;
const BUFFERS: usize = 4;

#[derive(Default, Reset)]
struct Pair {
    name: String,
    value: String,
}

#[derive(Default)]
struct Fresh {
    pairs: Vec<Pair>,
    buffers: Vec<Vec<u8>>,
}

#[derive(Default, Pooled)]
struct Kept {
    pairs: ReuseVec<Pair>,
    buffers: ReuseVec<Vec<u8>>,
}

/// Only the first elements of each list are in use. The others are empty, and keep their memory.
#[derive(Default)]
struct ByHand {
    pairs: Vec<Pair>,
    used_pairs: usize,
    buffers: Vec<Vec<u8>>,
    used_buffers: usize,
}

impl ByHand {
    fn add_pair(&mut self) -> &mut Pair {
        if self.used_pairs == self.pairs.len() {
            self.pairs.push(Pair::default());
        }
        self.used_pairs += 1;
        &mut self.pairs[self.used_pairs - 1]
    }

    fn add_buffer(&mut self) -> &mut Vec<u8> {
        if self.used_buffers == self.buffers.len() {
            self.buffers.push(Vec::new());
        }
        self.used_buffers += 1;
        &mut self.buffers[self.used_buffers - 1]
    }

    /// `IS_LIMITED`: a text or a buffer keeps at most 64 KiB, as one in the pooled struct does.
    fn clear<const IS_LIMITED: bool>(&mut self) {
        const LIMIT: usize = 64 * 1024;
        for text in self.pairs[..self.used_pairs].iter_mut().flat_map(|pair| [&mut pair.name, &mut pair.value]) {
            text.clear();
            if IS_LIMITED {
                text.shrink_to(LIMIT);
            }
        }
        for buffer in &mut self.buffers[..self.used_buffers] {
            buffer.clear();
            if IS_LIMITED {
                buffer.shrink_to(LIMIT);
            }
        }
        (self.used_pairs, self.used_buffers) = (0, 0);
    }
}

thread_local! {
    #[allow(clippy::vec_box, reason = "a pool moves no object either")]
    static IDLE: RefCell<Vec<Box<ByHand>>> = const { RefCell::new(Vec::new()) };
}

/// What is written into an object.
struct Source {
    pairs: Vec<(String, String)>,
    buffers: Vec<Vec<u8>>,
}

impl Source {
    fn new() -> Self {
        let pair = |n| (format!("header-number-{n}"), format!("the value of header number {n}"));
        Self {
            pairs: (0..PAIRS).map(pair).collect(),
            buffers: (0..BUFFERS).map(|n| vec![b'x'; 100 + 50 * n]).collect(),
        }
    }
}

/// Fills one object and ends its use. None of them is inlined, so that a profiler can tell them apart.
#[inline(never)]
fn use_fresh(source: &Source) {
    let mut object = Box::new(Fresh::default());
    for (name, value) in &source.pairs {
        let mut pair = Pair::default();
        pair.name.push_str(name);
        pair.value.push_str(value);
        object.pairs.push(pair);
    }
    for bytes in &source.buffers {
        let mut buffer = Vec::new();
        buffer.extend_from_slice(bytes);
        object.buffers.push(buffer);
    }
    black_box(&object);
}

#[inline(never)]
fn use_by_hand<const IS_LIMITED: bool>(source: &Source) {
    let mut object = IDLE.with_borrow_mut(Vec::pop).unwrap_or_default();
    for (name, value) in &source.pairs {
        let pair = object.add_pair();
        pair.name.push_str(name);
        pair.value.push_str(value);
    }
    for bytes in &source.buffers {
        object.add_buffer().extend_from_slice(bytes);
    }
    black_box(&object);
    object.clear::<IS_LIMITED>();
    IDLE.with_borrow_mut(|idle| idle.push(object));
}

#[inline(never)]
fn use_kept(source: &Source) {
    let mut object: PoolBox<Kept> = Kept::take();
    for (name, value) in &source.pairs {
        let pair = object.pairs.add();
        pair.name.push_str(name);
        pair.value.push_str(value);
    }
    for bytes in &source.buffers {
        object.buffers.add().extend_from_slice(bytes);
    }
    black_box(&object);
}

/// Prints the allocations, and the times of filling an object.
pub fn compare(rounds: usize) {
    let source = &Source::new();
    let ways = [use_by_hand::<false>, use_by_hand::<true>, use_kept, use_fresh];
    let allocations = ways.map(|way| {
        way(source);
        CountingAllocator::count(|| way(source)).expect("it is installed").1
    });
    print_head("8 pairs of texts and 4 buffers, by hand", &["limited", "ReuseVec", "fresh"]);
    let lane = |way: fn(&Source)| {
        Box::new(move || time(OBJECTS, || (0..OBJECTS).for_each(|_| way(black_box(source))))) as Box<dyn FnMut() -> f64>
    };
    print_row("fill and empty", rounds, ways.map(lane).into());
    let [by_hand, others @ ..] = allocations;
    let others = others.iter().map(|allocations| format!("{allocations:10}")).collect::<String>();
    println!("{:42} {by_hand:8}  {others}", "allocations once warm");
}
