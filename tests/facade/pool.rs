//! One thread: what a pool gives, what it counts, and what a handle offers.

use std::collections::HashMap;
use std::rc::Rc;

use pooled_types::{PoolBox, Pooled};

#[test]
fn a_returned_object_is_reused_and_clean() {
    #[derive(Pooled, Default)]
    struct Request {
        id: u64,
        body: Vec<u8>,
        headers: HashMap<String, String>,
    }

    let mut first = Request::take();
    first.id = 7;
    first.body.extend_from_slice(&[1; 1000]);
    first.headers.insert("host".into(), "example".into());
    let address = &raw const *first;
    drop(first);

    let second = Request::take();
    assert_eq!(&raw const *second, address);
    assert_eq!(second.id, 0);
    assert!(second.body.is_empty() && second.body.capacity() >= 1000);
    assert!(second.headers.is_empty() && second.headers.capacity() >= 1);

    let stats = Request::stats();
    assert_eq!((stats.takes, stats.hits, stats.misses), (2, 1, 1));
}

#[test]
fn the_last_returned_comes_first() {
    #[derive(Pooled, Default)]
    struct Item(u8);

    let (a, b) = (Item::take(), Item::take());
    let (at_a, at_b) = (&raw const *a, &raw const *b);
    drop(a);
    drop(b);
    assert_eq!(&raw const *Item::take(), at_b);
    let _b = Item::take();
    assert_eq!(&raw const *Item::take(), at_a);
}

#[test]
fn capacity_limits_what_is_kept() {
    #[derive(Pooled, Default)]
    #[pooled(capacity = 2, depot = 1)]
    struct Item(u8);

    drop([Item::take(), Item::take(), Item::take(), Item::take()]);
    assert_eq!((Item::stats().discards.full, Item::stats().flushes), (1, 1));
    assert_eq!(Item::drain().count(), 3);
}

#[test]
fn nothing_is_dropped_without_a_limit() {
    #[derive(Pooled, Default)]
    struct Item(u64);

    let n = if cfg!(miri) { 100 } else { 5_000 };
    drop((0..n).map(|_| Item::take()).collect::<Vec<_>>());
    assert_eq!((Item::stats().idle, Item::stats().discarded), (n, 0));
    drop((0..n).map(|_| Item::take()).collect::<Vec<_>>());
    assert_eq!(Item::stats().misses, n);
}

#[test]
fn try_take_takes_only_what_is_idle() {
    #[derive(Pooled, Default)]
    struct Item(u8);

    assert!(Item::try_take().is_none());
    assert_eq!(Item::stats().takes, 0, "a failed try is no take");
    Item::warm(1);
    assert!(Item::try_take().is_some());
    assert_eq!(Item::stats().hits, 1);
}

#[test]
fn take_with_lends_and_returns() {
    #[derive(Pooled, Default)]
    struct Buffer(Vec<u8>);

    let sum: u32 = Buffer::take_with(|buffer| {
        buffer.0.extend([1, 2, 3]);
        buffer.0.iter().copied().map(u32::from).sum()
    });
    assert_eq!(sum, 6);
    assert!(Buffer::try_take().unwrap().0.is_empty());
}

#[test]
fn warm_fills_up_to_the_capacity() {
    #[derive(Pooled, Default)]
    #[pooled(capacity = 4)]
    struct Item(u8);

    Item::warm(3);
    Item::warm(2);
    assert_eq!(Item::drain().len(), 3, "three were idle, which is more than two");
    Item::warm(100);
    assert_eq!(Item::drain().len(), 4);
    assert_eq!(Item::stats().takes, 0);
}

#[test]
fn warm_says_how_many_it_made_and_makes_no_more_than_fit() {
    #[derive(Pooled, Default)]
    #[pooled(capacity = 4)]
    struct Item(u8);

    assert_eq!((Item::warm(3), Item::warm(3), Item::warm(100)), (3, 0, 1));
    // There is room for two more.
    let _two = (Item::take(), Item::take());
    assert_eq!(Item::warm(2), 0, "two are idle");
    assert_eq!((Item::stats().warmed, Item::stats().idle), (4, 2));
}

#[test]
fn clear_and_drain_empty_the_pool() {
    #[derive(Pooled, Default)]
    struct Item {
        #[pooled(keep)]
        serial: u32,
    }

    for serial in 0..3 {
        Item::take().serial = serial + 1;
        // Each take gets the object of the round before.
    }
    assert_eq!(Item::drain().map(|item| item.serial).collect::<Vec<_>>(), [3]);
    Item::warm(3);
    Item::clear();
    assert!(Item::try_take().is_none());
    Item::warm(3);
    let mut drain = Item::drain();
    assert!(drain.next().is_some());
    assert!(Item::try_take().is_none(), "what a drain holds is not in the pool");
}

#[test]
fn a_drain_has_two_ends() {
    #[derive(Pooled, Default)]
    struct Item {
        #[pooled(keep)]
        serial: u32,
    }

    let mut items: Vec<_> = (0..4).map(|_| Item::take()).collect();
    for (serial, item) in (0..).zip(&mut items) {
        item.serial = serial;
    }
    drop(items);
    let mut drain = Item::drain();
    assert_eq!((drain.next().map(|item| item.serial), drain.next_back().map(|item| item.serial)), (Some(3), Some(0)));
    assert!(format!("{drain:?}").contains("remaining: 2"));
}

#[test]
fn detach_and_leak_leave_the_pool() {
    #[derive(Pooled, Default)]
    struct Item(Vec<u8>);

    let mut item = Item::take();
    item.0.push(1);
    let owned: Item = PoolBox::detach(item);
    assert_eq!(owned.0, [1], "detached as it is");
    if !cfg!(miri) {
        // Miri reports what is leaked on purpose as well.
        PoolBox::leak(Item::take()).0.push(2);
    }
    assert!(Item::try_take().is_none());
}

#[test]
fn a_value_can_be_adopted() {
    #[derive(Pooled, Default)]
    struct Item(u8);

    drop(PoolBox::new(Item(5)));
    assert_eq!(Item::try_take().unwrap().0, 0);
    drop(PoolBox::from(Item(5)));
    assert_eq!(Item::stats().misses, 0);
}

#[test]
fn zero_sized_and_over_aligned_types() {
    #[derive(Pooled, Default)]
    struct Nothing;

    #[derive(Pooled, Default)]
    #[repr(align(256))]
    struct Wide(u8);

    drop((Nothing::take(), Nothing::take()));
    assert_eq!(Nothing::drain().count(), 2);
    let wide = Wide::take();
    assert_eq!((&raw const *wide).addr() % 256, 0);
}

#[test]
fn objects_start_on_cache_lines_or_stay_within_one() {
    #[derive(Pooled)]
    #[pooled(new = Self::zero)]
    struct Sized<const N: usize>([u8; N]);
    impl<const N: usize> Sized<N> {
        fn zero() -> Self {
            Self([0; N])
        }
    }

    fn check<const N: usize>() {
        let objects: Vec<_> = (0..if cfg!(miri) { 4 } else { 32 }).map(|_| Sized::<N>::take()).collect();
        for object in &objects {
            let at = (&raw const **object).addr();
            assert!(if N >= 64 { at % 64 == 0 } else { at % 64 + N <= 64 }, "{N} bytes at {at:#x}");
        }
    }
    check::<1>();
    check::<24>();
    check::<40>();
    check::<64>();
    check::<100>();
    check::<1000>();
}

#[test]
fn generic_types_have_a_pool_an_instantiation() {
    #[derive(Pooled)]
    #[pooled(new = Self::new)]
    struct Batch<T> {
        items: Vec<T>,
    }
    impl<T> Batch<T> {
        fn new() -> Self {
            Self { items: Vec::with_capacity(4) }
        }
    }

    Batch::<u8>::take().items.push(1);
    Batch::<String>::take().items.push("x".into());
    assert!(Batch::<u8>::try_take().unwrap().items.is_empty());
    assert_eq!(Batch::<u8>::stats().takes, 2);
    assert_eq!(Batch::<String>::stats().takes, 1);
    assert_eq!(Batch::<u16>::stats().takes, 0);
}

#[test]
fn many_generic_types_share_the_table() {
    #[derive(Pooled, Default)]
    struct Tag<const N: usize>(u8);

    macro_rules! each {
        ($work:ident: $($n:literal)*) => { $($work::<$n>();)* };
    }
    fn give<const N: usize>() {
        drop(Tag::<N>::take());
    }
    fn check<const N: usize>() {
        assert!(Tag::<N>::try_take().is_some(), "{N}");
        let stats = Tag::<N>::stats();
        assert_eq!((stats.hits, stats.misses), (1, 1), "{N}");
    }
    each!(give: 0 1 2 3 4 5 6 7 8 9);
    each!(check: 0 1 2 3 4 5 6 7 8 9);
    if !cfg!(miri) {
        each!(give: 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31 32 33 34 35 36 37 38 39);
        each!(check: 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31 32 33 34 35 36 37 38 39);
    }
}

#[test]
fn named_instances_have_static_pools() {
    #[derive(Pooled, Default)]
    #[pooled(instances(Batch<u8>, Batch<String>))]
    struct Batch<T: Default + pooled_types::Reset>(T);

    drop(Batch::<u8>::take());
    drop(Batch::<String>::take());
    drop(Batch::<u16>::take());
    assert!(Batch::<u8>::try_take().is_some());
    assert!(Batch::<String>::try_take().is_some());
    assert!(Batch::<u16>::try_take().is_some());
    assert_eq!(Batch::<u8>::drain().count(), 1);
}

#[test]
fn local_types_need_not_be_send() {
    #[derive(Pooled, Default)]
    #[pooled(local)]
    struct Session {
        #[pooled(default)]
        name: Rc<str>,
    }

    Session::take().name = "a".into();
    assert_eq!(&*Session::try_take().unwrap().name, "");
}

#[test]
fn recursive_types_return_part_by_part() {
    #[derive(Pooled, Default)]
    #[pooled(capacity = 16)]
    struct Node {
        key: u32,
        children: Vec<PoolBox<Self>>,
        boxed: Option<Box<Node>>,
    }

    let mut root = Node::take();
    for key in 1..4 {
        let mut child = Node::take();
        child.key = key;
        root.children.push(child);
    }
    root.boxed = Some(Box::default());
    drop(root);
    assert_eq!(Node::drain().map(|node| node.key + u32::from(node.boxed.is_some())).sum::<u32>(), 0);
    assert_eq!(Node::stats().misses, 4);
}

#[test]
fn generic_recursive_types() {
    #[derive(Pooled)]
    #[pooled(new = Self::leaf)]
    struct Node<T: pooled_types::Reset + Default + Send + 'static> {
        value: T,
        children: Vec<PoolBox<Node<T>>>,
    }
    impl<T: pooled_types::Reset + Default + Send + 'static> Node<T> {
        fn leaf() -> Self {
            Self { value: T::default(), children: Vec::new() }
        }
    }

    let mut root = Node::<u8>::take();
    root.children.push(Node::take());
    drop(root);
    assert_eq!(Node::<u8>::drain().count(), 2);
    let _moved = std::thread::spawn(Node::<u8>::take).join().unwrap();
}

#[test]
fn a_handle_is_one_pointer() {
    #[derive(Pooled, Default)]
    struct Item([u64; 9]);

    assert_eq!(size_of::<PoolBox<Item>>(), size_of::<usize>());
    assert_eq!(size_of::<Option<PoolBox<Item>>>(), size_of::<usize>());
}

#[test]
fn a_type_may_have_its_own_take_and_clear() {
    #[derive(Pooled, Default)]
    struct Numbers(u32);
    impl Iterator for Numbers {
        type Item = u32;
        fn next(&mut self) -> Option<u32> {
            self.0 += 1;
            Some(self.0)
        }
    }

    let numbers = PoolBox::<Numbers>::take();
    assert_eq!(numbers.take(2).collect::<Vec<_>>(), [1, 2]);
    PoolBox::<Numbers>::clear();
}

#[test]
fn a_forgotten_handle_is_memory_lost_and_nothing_else() {
    #[derive(Pooled, Default)]
    struct Item(Vec<u8>);

    if cfg!(miri) {
        return; // Miri reports the loss.
    }
    let mut item = Item::take();
    item.0.push(1);
    std::mem::forget(item);
    assert!(Item::take().0.is_empty());
    assert_eq!(Item::stats().misses, 2);
}

#[test]
fn a_capacity_and_a_depot_may_be_as_large_as_their_documentation_says() {
    #[derive(Pooled, Default)]
    struct Item(u8);

    const MOST: usize = 268_435_456;
    assert!(Item::settings().capacity(MOST).is_ok());
    assert!(Item::settings().capacity(MOST + 1).is_err());
    assert!(Item::settings().depot(MOST).is_ok());
    assert!(Item::settings().depot(MOST + 1).is_err());
}
