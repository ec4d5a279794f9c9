//! The statistic `shrunk`: how many containers the resets of a pool have shrunk. Each counts for the type whose object
//! it is part of.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BinaryHeap, HashMap, HashSet, VecDeque};
use std::ffi::OsString;
use std::io::Cursor;
use std::path::PathBuf;
use std::sync::{Mutex, RwLock};
use std::thread;

use pooled_types::reset::KEPT_BYTES;
use pooled_types::{PoolBox, Pooled, Reset, ResetWithin};

/// More elements than any container keeps.
const MANY: usize = KEPT_BYTES + 1;

fn shrunk<T: Pooled>() -> u64 {
    PoolBox::<T>::stats().shrunk
}

/// How many containers the return of an object shrinks, after `grow` has worked on it. The object was idle before, so
/// nothing else counts.
fn shrunk_by<T: Pooled>(grow: impl FnOnce(&mut T)) -> u64 {
    PoolBox::<T>::warm(1);
    let before = shrunk::<T>();
    PoolBox::<T>::take_with(grow);
    shrunk::<T>() - before
}

#[test]
fn each_container_counts_once() {
    #[derive(Pooled, Default)]
    struct All {
        list: Vec<u8>,
        text: String,
        queue: VecDeque<u8>,
        heap: BinaryHeap<u8>,
        map: HashMap<u8, u8>,
        set: HashSet<u8>,
        os: OsString,
        path: PathBuf,
        tree: BTreeMap<u8, u8>,
        number: u64,
    }

    let grow = |all: &mut All| {
        all.list.reserve(MANY);
        all.text.reserve(MANY);
        all.queue.reserve(MANY);
        all.heap.reserve(MANY);
        all.map.reserve(MANY);
        all.set.reserve(MANY);
        all.os.reserve(MANY);
        all.path.reserve(MANY);
    };
    assert_eq!(shrunk_by(grow), 8);
    assert_eq!(shrunk_by(|_: &mut All| ()), 0);
    let at_the_limit = |all: &mut All| {
        all.list = Vec::with_capacity(KEPT_BYTES);
        all.text = String::from("kept");
        all.tree.insert(1, 1);
        all.number = 1;
    };
    assert_eq!(shrunk_by(at_the_limit), 0);
    assert_eq!(shrunk_by(|all: &mut All| all.queue.reserve(MANY)), 1);
    assert_eq!(shrunk::<All>(), 9);
    assert!(All::stats().to_string().ends_with("; shrunk: 9 containers"));
}

#[test]
fn the_limit_of_a_field() {
    #[derive(Pooled, Default)]
    struct Item {
        #[pooled(max_capacity = 16)]
        list: Vec<u32>,
        #[pooled(max_capacity = 10)]
        map: HashMap<u8, u8>,
        #[pooled(max_capacity = 4)]
        without_size: Vec<()>,
        #[pooled(max_capacity = usize::MAX)]
        unlimited: Vec<u8>,
    }

    assert_eq!(shrunk_by(|item: &mut Item| item.list.reserve_exact(16)), 0);
    assert_eq!(shrunk_by(|item: &mut Item| item.list.reserve_exact(17)), 1);
    assert_eq!(shrunk_by(|item: &mut Item| item.unlimited.reserve(MANY)), 0);
    // The smallest table with room for ten has room for more. It can't be shrunk, so it is not counted.
    assert_eq!(shrunk_by(|item: &mut Item| item.map.reserve(10)), 0);
    assert_eq!(shrunk_by(|item: &mut Item| item.map.reserve(100)), 1);
    assert_eq!(shrunk_by(|item: &mut Item| item.without_size.push(())), 0);
}

#[derive(Reset, Default)]
struct Part<T> {
    list: Vec<T>,
    #[pooled(max_capacity = 8)]
    text: String,
}

impl<T> Part<T> {
    fn grow(&mut self) {
        self.list.reserve(MANY);
        self.text.reserve(9);
    }
}

#[derive(Reset, Default)]
enum Choice {
    #[default]
    Nothing,
    #[expect(dead_code, reason = "never read")]
    Number(u8),
}

#[derive(Reset)]
enum Either {
    List(Vec<u8>),
    Number(u8),
}

impl Default for Either {
    fn default() -> Self {
        Self::List(Vec::new())
    }
}

#[test]
fn parts_count_for_their_object() {
    #[derive(Pooled, Default)]
    struct One {
        part: Part<u8>,
        choice: Choice,
        either: Either,
    }
    #[derive(Pooled, Default)]
    struct Other {
        part: Part<u8>,
    }

    assert_eq!(shrunk_by(|one: &mut One| one.part.grow()), 2);
    assert_eq!(shrunk_by(|one: &mut One| one.either = Either::List(Vec::with_capacity(MANY))), 1);
    // Replaced, not shrunk.
    let replaced = |one: &mut One| (one.choice, one.either) = (Choice::Number(1), Either::Number(1));
    assert_eq!(shrunk_by(replaced), 0);
    assert_eq!((shrunk::<One>(), shrunk::<Other>()), (3, 0));
    assert_eq!(shrunk_by(|other: &mut Other| other.part.grow()), 2);
    assert_eq!(shrunk::<One>(), 3);
}

#[test]
fn an_enum_counts() {
    #[derive(Pooled)]
    enum State {
        #[pooled(default)]
        Open(Vec<u8>),
        #[expect(dead_code, reason = "only its reset counts")]
        Closed,
    }
    impl Default for State {
        fn default() -> Self {
            Self::Open(Vec::new())
        }
    }

    assert_eq!(shrunk_by(|state: &mut State| *state = State::Open(Vec::with_capacity(MANY))), 1);
}

#[derive(Pooled, Default)]
#[pooled(instances(Generic<u16>))]
struct Generic<T: Send + Default + 'static> {
    part: Part<T>,
}

#[test]
fn instances_of_a_generic_type_count_apart() {
    assert_eq!(shrunk_by(|generic: &mut Generic<u8>| generic.part.grow()), 2);
    assert_eq!(shrunk_by(|generic: &mut Generic<u16>| generic.part.list.reserve(MANY)), 1);
    assert_eq!((shrunk::<Generic<u8>>(), shrunk::<Generic<u16>>(), shrunk::<Generic<u32>>()), (2, 1, 0));
}

#[test]
fn what_has_parts_hands_the_count_on() {
    #[derive(Pooled)]
    #[pooled(new = Compound::new)]
    struct Compound {
        array: [Vec<u8>; 3],
        tuple: (u8, Vec<u8>),
        boxed: Box<Cell<Vec<u8>>>,
        slice: Box<[Vec<u8>]>,
        cell: Cell<Vec<u8>>,
        ref_cell: RefCell<Vec<u8>>,
        mutex: Mutex<Vec<u8>>,
        lock: RwLock<Vec<u8>>,
        cursor: Cursor<Vec<u8>>,
    }
    impl Compound {
        fn new() -> Self {
            Self {
                array: Default::default(),
                tuple: Default::default(),
                boxed: Box::default(),
                slice: vec![Vec::new(); 4].into(),
                cell: Cell::default(),
                ref_cell: RefCell::default(),
                mutex: Mutex::default(),
                lock: RwLock::default(),
                cursor: Cursor::default(),
            }
        }
    }

    let in_array = |c: &mut Compound| c.array[..2].iter_mut().for_each(|list| list.reserve(MANY));
    assert_eq!(shrunk_by(in_array), 2);
    let in_slice = |c: &mut Compound| c.slice.iter_mut().for_each(|list| list.reserve(MANY));
    assert_eq!(shrunk_by(in_slice), 4);
    assert_eq!(shrunk_by(|c: &mut Compound| c.tuple.1.reserve(MANY)), 1);
    assert_eq!(shrunk_by(|c: &mut Compound| c.boxed.get_mut().reserve(MANY)), 1);
    assert_eq!(shrunk_by(|c: &mut Compound| c.cell.get_mut().reserve(MANY)), 1);
    assert_eq!(shrunk_by(|c: &mut Compound| c.ref_cell.get_mut().reserve(MANY)), 1);
    assert_eq!(shrunk_by(|c: &mut Compound| c.mutex.get_mut().unwrap().reserve(MANY)), 1);
    assert_eq!(shrunk_by(|c: &mut Compound| c.lock.get_mut().unwrap().reserve(MANY)), 1);
    assert_eq!(shrunk_by(|c: &mut Compound| c.cursor.get_mut().reserve(MANY)), 1);
}

#[test]
fn a_handle_that_is_kept_counts_for_its_owner() {
    #[derive(Pooled, Default)]
    struct Inner(Vec<u8>);
    #[derive(Pooled, Default)]
    struct Outer {
        kept: PoolBox<Inner>,
        dropped: Vec<PoolBox<Inner>>,
    }

    assert_eq!(shrunk_by(|outer: &mut Outer| outer.kept.0.reserve(MANY)), 1);
    assert_eq!(shrunk::<Inner>(), 0);
    let dropped = |outer: &mut Outer| {
        outer.dropped.push(Inner::take());
        outer.dropped[0].0.reserve(MANY);
    };
    assert_eq!(shrunk_by(dropped), 0);
    assert_eq!(shrunk::<Inner>(), 1);
}

#[test]
fn the_pool_of_a_container_counts() {
    assert_eq!(shrunk_by(|list: &mut Vec<u64>| list.reserve(MANY)), 1);
    assert_eq!(shrunk_by(|list: &mut Vec<u64>| list.push(1)), 0);
}

#[test]
fn fresh_objects_count() {
    #[derive(Pooled)]
    #[pooled(new = Large::new)]
    struct Large(Vec<u8>);
    impl Large {
        fn new() -> Self {
            Self(Vec::with_capacity(MANY))
        }
    }

    Large::warm(3);
    assert_eq!(shrunk::<Large>(), 3);
    let taken: Vec<_> = (0..4).map(|_| Large::take()).collect();
    drop(taken);
    assert_eq!(shrunk::<Large>(), 4);
    // Adopted, so first seen when it comes back.
    drop(PoolBox::new(Large::new()));
    assert_eq!(shrunk::<Large>(), 5);
}

#[test]
fn every_thread_counts_also_without_a_pool_of_its_own() {
    #[derive(Pooled, Default)]
    struct Item(Vec<u8>, Vec<u16>);

    const THREADS: usize = 4;
    const ROUNDS: usize = if cfg!(miri) { 5 } else { 500 };

    let work = || {
        for _ in 0..ROUNDS {
            let mut item = Item::take();
            item.0.reserve(MANY);
            item.1.reserve(MANY);
        }
    };
    thread::scope(|scope| (0..THREADS).for_each(|_| drop(scope.spawn(work))));
    let expected = u64::try_from(2 * THREADS * ROUNDS).unwrap();
    assert_eq!(shrunk::<Item>(), expected);

    // The first pool operation of a thread is a return that shrinks.
    let mut item = Item::take();
    item.1.reserve(MANY);
    thread::spawn(|| drop(item)).join().unwrap();
    assert_eq!(shrunk::<Item>(), expected + 1);
}

#[test]
fn a_return_past_the_end_of_a_thread_counts() {
    #[derive(Pooled, Default)]
    struct Item(Vec<u8>);
    thread_local!(static LATE: RefCell<Option<PoolBox<Item>>> = const { RefCell::new(None) });

    let work = || {
        // Registered before the pool is used, so dropped after it or before, as the platform has it.
        LATE.with_borrow_mut(|late| *late = None);
        let mut item = Item::take();
        item.0.reserve(MANY);
        LATE.with_borrow_mut(|late| *late = Some(item));
    };
    thread::spawn(work).join().unwrap();
    assert_eq!(shrunk::<Item>(), 1);
}

#[test]
fn objects_that_are_then_discarded_count() {
    #[derive(Pooled, Default)]
    #[pooled(validate = Item::is_fine)]
    struct Item(Vec<u8>);
    impl Item {
        fn is_fine(&mut self) -> bool {
            !self.0.is_empty()
        }
    }

    let mut item = Item::take();
    item.0.reserve(MANY);
    drop(item);
    assert_eq!((shrunk::<Item>(), Item::stats().discards.invalid), (1, 1));
}

#[test]
fn resets_that_nobody_observes() {
    #[derive(Pooled, Default)]
    #[pooled(reset = Hand::clean)]
    struct Hand(Vec<u8>);
    impl Hand {
        fn clean(&mut self) {
            self.0.reset();
        }
    }
    #[derive(Pooled, Default)]
    struct With {
        #[pooled(with = clean)]
        list: Vec<u8>,
        part: ByHand,
    }
    #[derive(Default)]
    struct ByHand(Vec<u8>);
    impl Reset for ByHand {
        fn reset(&mut self) {
            self.0.reset();
        }
    }
    fn clean(list: &mut Vec<u8>) {
        list.reset_within(8);
    }

    assert_eq!(shrunk_by(|hand: &mut Hand| hand.0.reserve(MANY)), 0);
    let grow = |with: &mut With| {
        with.list.reserve(MANY);
        with.part.0.reserve(MANY);
    };
    assert_eq!(shrunk_by(grow), 0);
    let with = With::take();
    assert!(with.list.capacity() <= 8 && with.part.0.capacity() <= KEPT_BYTES);
}

#[test]
fn a_reset_by_the_user_cleans_and_does_not_count() {
    #[derive(Pooled, Default)]
    struct Item {
        part: Part<u8>,
        count: u32,
    }

    let mut item = Item::take();
    item.part.grow();
    item.count = 1;
    item.reset();
    assert!(item.part.list.capacity() <= KEPT_BYTES && item.part.text.capacity() <= 8 && item.count == 0);
    drop(item);
    assert_eq!(shrunk::<Item>(), 0);
}

#[cfg(feature = "zeroize")]
#[test]
fn a_zeroized_field_counts() {
    #[derive(Pooled, Default)]
    struct Item {
        #[pooled(zeroize)]
        key: Vec<u8>,
    }

    assert_eq!(shrunk_by(|item: &mut Item| item.key.reserve(MANY)), 1);
}
