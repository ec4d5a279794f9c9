//! The steady state allocates nothing.

use std::collections::{BinaryHeap, HashMap, HashSet, VecDeque};
use std::ffi::OsString;
use std::path::PathBuf;
use std::sync::{Mutex, RwLock};

use pooled_types::Pooled;

use crate::support::allocator::allocations;

/// Every std container that keeps capacity, and the types that pass a reset on to one.
#[derive(Pooled, Default)]
struct Containers {
    text: String,
    os: OsString,
    path: PathBuf,
    list: Vec<u32>,
    deque: VecDeque<u32>,
    map: HashMap<u32, u64>,
    set: HashSet<u32>,
    heap: BinaryHeap<u32>,
    boxed: Box<[u8; 32]>,
    boxed_list: Box<[Vec<u8>; 1]>,
    lists: [Vec<u8>; 2],
    pair: (String, Vec<u8>),
    cell: std::cell::RefCell<Vec<u8>>,
    mutex: Mutex<String>,
    lock: RwLock<Vec<u8>>,
}

impl Containers {
    fn fill(&mut self) {
        self.text.push_str("some text");
        self.os.push("some text");
        self.path.push("some/path");
        self.list.extend(0..100);
        self.deque.extend(0..100);
        self.map.extend((0..100).map(|n| (n, 1)));
        self.set.extend(0..100);
        self.heap.extend(0..100);
        self.boxed.fill(1);
        self.boxed_list[0].extend([1; 100]);
        self.lists.iter_mut().for_each(|list| list.extend([1; 100]));
        self.pair.0.push('x');
        self.pair.1.push(1);
        self.cell.get_mut().push(1);
        self.mutex.lock().unwrap().push('x');
        self.lock.write().unwrap().push(1);
    }
}

#[test]
fn no_allocation_once_warm() {
    let cycle = || Containers::take().fill();
    cycle();
    assert_eq!(allocations(|| (0..100).for_each(|_| cycle())), 0);
    assert!(allocations(|| Containers::default().fill()) > 15, "what is not pooled allocates, and that is counted");
}

#[test]
fn no_allocation_once_warm_of_a_generic_type() {
    #[derive(Pooled, Default)]
    struct Batch<T>(Vec<T>);

    let cycle = || Batch::<u64>::take().0.extend(0..100);
    cycle();
    assert_eq!(allocations(|| (0..100).for_each(|_| cycle())), 0);
}

#[test]
fn no_allocation_once_warm_of_the_containers_themselves() {
    use pooled_types::PoolBox;

    let cycle = || {
        PoolBox::<String>::take().push_str("some text");
        PoolBox::<OsString>::take().push("some text");
        PoolBox::<PathBuf>::take().push("some text");
        PoolBox::<Vec<u8>>::take().extend([1; 100]);
        PoolBox::<Vec<u32>>::take().extend([1; 100]);
        PoolBox::<VecDeque<u8>>::take().extend([1; 100]);
        PoolBox::<BinaryHeap<u8>>::take().extend([1; 100]);
        PoolBox::<HashMap<u8, u8>>::take().extend([(1, 1)]);
        PoolBox::<HashSet<u8>>::take().extend([1]);
    };
    cycle();
    assert_eq!(allocations(|| (0..100).for_each(|_| cycle())), 0);
    let collected: PoolBox<Vec<u32>> = (0..3).collect();
    assert_eq!(**collected, [0, 1, 2]);
}

#[test]
fn no_allocation_for_objects_that_own_nothing() {
    #[derive(Pooled, Default)]
    struct Point {
        x: f64,
        y: f64,
    }

    let cycle = || {
        let mut points: [_; 32] = std::array::from_fn(|_| Point::take());
        for point in &mut points {
            (point.x, point.y) = (1.0, 2.0);
        }
    };
    cycle();
    assert_eq!(allocations(cycle), 0);
}
