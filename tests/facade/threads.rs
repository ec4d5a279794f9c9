//! Handles that move between threads, threads that end, and pools used while a thread takes itself down.

use std::cell::RefCell;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering::Relaxed};
use std::sync::mpsc;
use std::thread;

use pooled_types::{PoolBox, Pooled};

/// Counts the objects of a test that exist.
struct Counted(&'static AtomicUsize);

impl Counted {
    fn new(count: &'static AtomicUsize) -> Self {
        count.fetch_add(1, Relaxed);
        Self(count)
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Relaxed);
    }
}

#[test]
fn a_handle_dropped_on_another_thread_joins_that_threads_pool() {
    #[derive(Pooled, Default)]
    struct Item(Vec<u8>);

    let mut item = Item::take();
    item.0.push(1);
    let address = (&raw const *item).addr();
    thread::spawn(move || {
        drop(item);
        let again = Item::try_take().unwrap();
        assert_eq!((&raw const *again).addr(), address);
        assert!(again.0.is_empty());
    })
    .join()
    .unwrap();
    let inherited = Item::try_take().expect("the thread that ended left it");
    assert_eq!((&raw const *inherited).addr(), address);
    assert_eq!((Item::stats().hits, Item::stats().refills, Item::stats().misses), (1, 1, 1));
}

#[test]
fn a_threads_objects_go_to_the_depot_when_it_ends() {
    static LIVE: AtomicUsize = AtomicUsize::new(0);
    #[derive(Pooled)]
    #[pooled(new = Item::new, depot = 3)]
    struct Item {
        #[pooled(keep)]
        _counted: Counted,
    }
    impl Item {
        fn new() -> Self {
            Self { _counted: Counted::new(&LIVE) }
        }
    }

    thread::spawn(|| {
        Item::warm(5);
        assert_eq!(LIVE.load(Relaxed), 5);
    })
    .join()
    .unwrap();
    assert_eq!(LIVE.load(Relaxed), 3, "those that had no room there are dropped");
    let stats = Item::stats();
    assert_eq!((stats.idle, stats.discards.exit), (3, 2));
    Item::clear();
    assert_eq!(LIVE.load(Relaxed), 0);
}

#[test]
fn a_local_types_objects_are_dropped_when_the_thread_ends() {
    #[derive(Pooled, Default)]
    #[pooled(local)]
    struct Item {
        #[pooled(keep)]
        _not_send: std::rc::Rc<()>,
    }

    thread::spawn(|| Item::warm(5)).join().unwrap();
    let stats = Item::stats();
    assert_eq!((stats.idle, stats.discards.exit), (0, 5));
    // Nor does a thread share what its stack has no room for.
    let n = if cfg!(miri) { 100 } else { 5_000 };
    drop((0..n).map(|_| Item::take()).collect::<Vec<_>>());
    assert_eq!((Item::stats().idle, Item::stats().discards.full), (n, 0));
    assert_eq!(thread::spawn(|| Item::try_take().is_some()).join().ok(), Some(false));
}

/// How many objects another thread can take that are idle, without making one.
fn found_by_another_thread<T: Pooled>() -> usize {
    thread::spawn(|| std::iter::from_fn(T::try_take).collect::<Vec<_>>().len()).join().unwrap()
}

#[test]
fn warm_takes_what_it_needs_from_the_depot_and_no_more() {
    #[derive(Pooled, Default)]
    struct Item(u8);

    thread::spawn(|| drop((0..100).map(|_| Item::take()).collect::<Vec<_>>())).join().unwrap();
    assert_eq!((Item::warm(10), Item::stats().idle), (0, 100));
    assert_eq!(found_by_another_thread::<Item>(), 90);
}

#[test]
fn a_drain_has_what_an_ended_thread_left() {
    #[derive(Pooled, Default)]
    struct Item(u8);

    let held = Item::take();
    thread::spawn(|| drop((Item::take(), Item::take()))).join().unwrap();
    assert_eq!(Item::drain().count(), 2);
    drop(held);
}

/// Past its end a thread has no cache.
#[test]
fn past_its_end_a_thread_takes_one_object_and_leaves_the_others() {
    #[derive(Pooled, Default)]
    struct Item(u8);

    struct Late;
    impl Drop for Late {
        fn drop(&mut self) {
            let before = Item::stats();
            let _item = Item::take();
            let since = Item::stats().since(&before);
            IDLE.store(since.idle, Relaxed);
            REFILLS.store(since.refills, Relaxed);
        }
    }

    static IDLE: AtomicU64 = AtomicU64::new(0);
    static REFILLS: AtomicU64 = AtomicU64::new(0);
    thread_local!(static LATE: Late = const { Late });
    thread::spawn(|| {
        LATE.with(|_| ()); // used first, so its destructor runs last
        drop((Item::take(), Item::take(), Item::take()));
    })
    .join()
    .unwrap();
    assert_eq!((IDLE.load(Relaxed), REFILLS.load(Relaxed)), (2, 1));
    let _three = (Item::take(), Item::take(), Item::take());
    assert_eq!((Item::stats().misses, Item::stats().discarded), (3, 0));
}

#[test]
fn a_generic_types_objects_go_to_the_depot_when_the_thread_ends() {
    static LIVE: AtomicUsize = AtomicUsize::new(0);
    #[derive(Pooled)]
    #[pooled(new = Self::new)]
    struct Item<T> {
        value: Vec<T>,
        #[pooled(keep)]
        _counted: Counted,
    }
    impl<T> Item<T> {
        fn new() -> Self {
            Self { value: Vec::new(), _counted: Counted::new(&LIVE) }
        }
    }

    thread::spawn(|| {
        Item::<u8>::warm(5);
        Item::<u16>::take().value.push(1);
        Item::<u32>::warm(1);
        assert_eq!(LIVE.load(Relaxed), 7);
    })
    .join()
    .unwrap();
    assert_eq!((Item::<u8>::stats().idle, Item::<u16>::stats().idle, Item::<u32>::stats().idle), (5, 1, 1));
    Item::<u8>::clear();
    Item::<u16>::clear();
    Item::<u32>::clear();
    assert_eq!(LIVE.load(Relaxed), 0);
}

#[test]
fn statistics_count_ended_threads_too() {
    #[derive(Pooled, Default)]
    struct Item(u8);

    let threads: Vec<_> = (0..4)
        .map(|_| {
            thread::spawn(|| {
                for _ in 0..10 {
                    drop(Item::take());
                }
            })
        })
        .collect();
    for thread in threads {
        thread.join().unwrap();
    }
    drop(Item::take());
    let stats = Item::stats();
    assert_eq!((stats.takes, stats.hits + stats.refills + stats.misses), (41, 41));
    assert!((36..=40).contains(&stats.hits), "a thread may go on with the cache of one that has ended: {stats:?}");
}

#[test]
fn every_object_arrives_once() {
    #[derive(Pooled, Default)]
    #[pooled(capacity = 16)]
    struct Message(Vec<usize>);

    const ROUNDS: usize = if cfg!(miri) { 50 } else { 5_000 };
    let (to_worker, inbox) = mpsc::sync_channel::<PoolBox<Message>>(8);
    let (to_home, outbox) = mpsc::sync_channel::<PoolBox<Message>>(8);
    let worker = thread::spawn(move || {
        for message in inbox {
            let mut answer = Message::take();
            assert!(answer.0.is_empty());
            answer.0.extend(message.0.iter().map(|n| n * 2));
            drop(message);
            to_home.send(answer).unwrap();
        }
    });
    for round in 0..ROUNDS {
        let mut message = Message::take();
        assert!(message.0.is_empty());
        message.0.extend([round, round + 1]);
        to_worker.send(message).unwrap();
        assert_eq!(outbox.recv().unwrap().0, [round * 2, round * 2 + 2]);
    }
    drop(to_worker);
    worker.join().unwrap();
    let stats = Message::stats();
    assert_eq!(stats.takes, 2 * ROUNDS as u64);
    assert!(stats.misses <= 4, "{stats}");
}

/// Keeps a handle in a thread-local, and uses the pool once more when that is dropped.
macro_rules! keeper {
    ($item:ty) => {
        struct Keeper(Option<PoolBox<$item>>);
        impl Drop for Keeper {
            fn drop(&mut self) {
                drop(self.0.take());
                let mut another = <$item>::take();
                assert!(another.0.is_empty());
                another.0.push(1);
                drop(another);
                let _ = <$item>::try_take();
                <$item>::warm(2);
                <$item>::clear();
            }
        }
        thread_local! {
            static KEEPER: RefCell<Keeper> = const { RefCell::new(Keeper(None)) };
        }
    };
}

#[test]
fn thread_locals_dropped_before_the_pool() {
    #[derive(Pooled, Default)]
    struct Item(Vec<u8>);
    keeper!(Item);

    thread::spawn(|| {
        // The pool is registered for the end of the thread first. Destructors run in the order of registration, or in
        // its reverse.
        let item = Item::take();
        KEEPER.with_borrow_mut(|keeper| keeper.0 = Some(item));
    })
    .join()
    .unwrap();
}

#[test]
fn thread_locals_dropped_after_the_pool() {
    #[derive(Pooled, Default)]
    struct Item(Vec<u8>);
    keeper!(Item);

    thread::spawn(|| {
        KEEPER.with_borrow_mut(|_| ());
        let item = Item::take();
        KEEPER.with_borrow_mut(|keeper| keeper.0 = Some(item));
    })
    .join()
    .unwrap();
}

#[test]
fn generic_pools_in_thread_local_destructors() {
    #[derive(Pooled, Default)]
    struct Item<T>(Vec<T>);
    keeper!(Item<u8>);

    for keeper_first in [true, false] {
        thread::spawn(move || {
            if keeper_first {
                KEEPER.with_borrow_mut(|_| ());
            }
            let item = Item::<u8>::take();
            KEEPER.with_borrow_mut(|keeper| keeper.0 = Some(item));
        })
        .join()
        .unwrap();
    }
}

#[test]
fn what_is_dropped_at_the_end_of_a_thread_may_hold_handles() {
    #[derive(Pooled, Default)]
    struct Inner(Vec<u8>);
    #[derive(Pooled, Default)]
    struct Outer {
        #[pooled(keep)]
        inner: Option<PoolBox<Inner>>,
    }

    for outer_first in [true, false] {
        thread::spawn(move || {
            if outer_first {
                Outer::warm(1);
            }
            let inner = Inner::take();
            Outer::take().inner = Some(inner);
        })
        .join()
        .unwrap();
    }
}

#[test]
fn a_drop_at_the_end_of_a_thread_may_panic() {
    static DROPPED: AtomicUsize = AtomicUsize::new(0);
    #[derive(Pooled, Default)]
    #[pooled(depot = 0)]
    struct Item(u8);
    impl Drop for Item {
        fn drop(&mut self) {
            DROPPED.fetch_add(1, Relaxed);
            panic!("at the end");
        }
    }

    thread::spawn(|| Item::warm(3)).join().unwrap();
    assert_eq!(DROPPED.load(Relaxed), 3);
}

#[test]
fn a_drop_that_takes_its_own_type_ends_with_its_thread() {
    #[derive(Pooled, Default)]
    struct Item(Vec<u8>);
    impl Drop for Item {
        fn drop(&mut self) {
            Item::take().0.push(1);
            Item::take().0.push(2);
        }
    }

    if cfg!(miri) {
        return; // What would go on for ever is forgotten, which Miri reports.
    }
    thread::spawn(|| {
        for _ in 0..10 {
            drop(Item::take());
        }
        Item::clear();
        Item::warm(3);
    })
    .join()
    .unwrap();
}

#[test]
fn a_long_structure_is_dropped_whole_though_nothing_is_pooled() {
    static LIVE: AtomicUsize = AtomicUsize::new(0);
    #[derive(Pooled)]
    #[pooled(capacity = 1, depot = 0, new = Self::new)]
    struct Node {
        #[pooled(keep)]
        _counted: Counted,
        next: Option<PoolBox<Self>>,
    }
    impl Node {
        fn new() -> Self {
            Self { _counted: Counted::new(&LIVE), next: None }
        }
    }

    thread::spawn(|| {
        let mut head = None;
        for _ in 0..300 {
            let mut node = Node::take();
            node.next = head;
            head = Some(node);
        }
        drop(head);
    })
    .join()
    .unwrap();
    assert_eq!(LIVE.load(Relaxed), 0);
}
