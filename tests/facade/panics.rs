//! User code that panics or comes back to the pool, wherever the pool calls it.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::rc::Rc;

use pooled_types::{PoolBox, Pooled, Reset};

/// The message of the panic that ends `work`.
fn panic_of(work: impl FnOnce()) -> Option<String> {
    let payload = catch_unwind(AssertUnwindSafe(work)).err()?;
    Some(payload.downcast_ref::<&str>().map_or_else(|| "?".into(), ToString::to_string))
}

/// Panics when told to.
#[derive(Default)]
struct Fuse {
    reset: bool,
    drop: bool,
    dropped: Rc<Cell<u32>>,
}

impl Reset for Fuse {
    fn reset(&mut self) {
        assert!(!self.reset, "reset");
    }
}

impl Drop for Fuse {
    fn drop(&mut self) {
        self.dropped.set(self.dropped.get() + 1);
        assert!(!self.drop, "drop");
    }
}

#[test]
fn a_panicking_reset_discards_the_object_and_goes_on() {
    #[derive(Pooled, Default)]
    #[pooled(local)]
    struct Item {
        fuse: Fuse,
    }

    let mut item = Item::take();
    item.fuse.reset = true;
    let dropped = item.fuse.dropped.clone();
    assert_eq!(panic_of(|| drop(item)).as_deref(), Some("reset"));
    assert_eq!(dropped.get(), 1);
    assert!(Item::try_take().is_none());
    assert_eq!(Item::stats().discards.panicked, 1);
}

#[test]
fn a_drop_that_panics_after_a_panicking_reset_is_caught() {
    #[derive(Pooled, Default)]
    #[pooled(local)]
    struct Item {
        fuse: Fuse,
    }

    let mut item = Item::take();
    item.fuse.reset = true;
    item.fuse.drop = true;
    assert_eq!(panic_of(|| drop(item)).as_deref(), Some("reset"));
}

#[test]
fn a_panicking_reset_while_unwinding_is_caught_and_counted() {
    #[derive(Pooled, Default)]
    #[pooled(local)]
    struct Item {
        fuse: Fuse,
    }

    let mut item = Item::take();
    item.fuse.reset = true;
    item.fuse.drop = true;
    let outer = panic_of(|| {
        let _item = item;
        panic!("outer");
    });
    assert_eq!(outer.as_deref(), Some("outer"));
    assert_eq!(Item::stats().discards.panicked, 1);
}

#[test]
fn an_object_is_reused_after_an_unwind() {
    #[derive(Pooled, Default)]
    struct Item(Vec<u8>);

    let mut item = Item::take();
    item.0.push(1);
    assert!(
        panic_of(|| {
            let _item = item;
            panic!("outer");
        })
        .is_some()
    );
    assert!(Item::try_take().unwrap().0.is_empty());
}

#[test]
fn an_object_with_kept_fields_is_discarded_by_an_unwind() {
    #[derive(Pooled, Default)]
    struct Item {
        #[pooled(keep)]
        serial: u32,
    }

    let mut item = Item::take();
    item.serial = 1;
    assert!(
        panic_of(|| {
            let _item = item;
            panic!("half done");
        })
        .is_some()
    );
    assert!(Item::try_take().is_none());
    assert_eq!(Item::stats().discards.unwinding, 1);
}

#[test]
fn validate_may_refuse_or_panic() {
    #[derive(Pooled, Default)]
    #[pooled(validate = Item::is_small)]
    struct Item {
        #[pooled(keep)]
        size: u32,
    }
    impl Item {
        fn is_small(&mut self) -> bool {
            assert!(self.size < 100, "huge");
            self.size < 10
        }
    }

    let taken = |size| {
        let mut item = Item::take();
        item.size = size;
        item
    };
    drop(taken(1));
    drop(taken(10));
    assert!(Item::try_take().is_none());
    assert_eq!(panic_of(|| drop(taken(100))).as_deref(), Some("huge"));
    let discards = Item::stats().discards;
    assert_eq!((discards.invalid, discards.panicked), (1, 1));
}

#[test]
fn a_panicking_constructor_leaves_nothing_behind() {
    thread_local!(static FAIL: Cell<bool> = const { Cell::new(true) });
    #[derive(Pooled)]
    #[pooled(new = Item::new)]
    struct Item(Vec<u8>);
    impl Item {
        fn new() -> Self {
            assert!(!FAIL.get(), "new");
            Self(Vec::new())
        }
    }

    assert_eq!(panic_of(|| drop(Item::take())).as_deref(), Some("new"));
    assert_eq!(panic_of(|| _ = Item::warm(3)).as_deref(), Some("new"));
    FAIL.set(false);
    Item::take().0.push(1);
    assert_eq!(Item::stats().takes, 1, "a take that panics is none");
}

#[test]
fn a_fresh_object_whose_reset_panics_is_dropped() {
    #[derive(Pooled)]
    #[pooled(local, new = Item::new)]
    struct Item {
        fuse: Fuse,
    }
    thread_local!(static DROPPED: Rc<Cell<u32>> = Rc::default());
    impl Item {
        fn new() -> Self {
            Self { fuse: Fuse { reset: true, drop: true, dropped: DROPPED.with(Clone::clone) } }
        }
    }

    assert_eq!(panic_of(|| drop(Item::take())).as_deref(), Some("reset"));
    assert_eq!(DROPPED.with(|dropped| dropped.get()), 1);
}

#[test]
fn a_drop_that_panics_on_a_full_pool_goes_on() {
    #[derive(Pooled, Default)]
    #[pooled(local, capacity = 1)]
    struct Item {
        fuse: Fuse,
    }

    let (first, mut second) = (Item::take(), Item::take());
    second.fuse.drop = true;
    drop(first);
    assert_eq!(panic_of(|| drop(second)).as_deref(), Some("drop"));
    let (_held, mut third) = (Item::take(), Item::take());
    Item::warm(1);
    third.fuse.drop = true;
    let outer = panic_of(|| {
        let _third = third;
        panic!("outer");
    });
    assert_eq!(outer.as_deref(), Some("outer"));
}

#[test]
fn clear_drops_all_though_one_panics() {
    #[derive(Pooled, Default)]
    #[pooled(local)]
    struct Item {
        #[pooled(keep)]
        fuse: Fuse,
    }

    let dropped = Rc::new(Cell::new(0));
    let items: Vec<_> = (0..3)
        .map(|_| {
            let mut item = Item::take();
            item.fuse.dropped = dropped.clone();
            item
        })
        .collect();
    drop(items);
    let mut first = Item::take();
    first.fuse.drop = true;
    drop(first);
    assert_eq!(panic_of(Item::clear).as_deref(), Some("drop"));
    assert_eq!(dropped.get(), 3);
    assert!(Item::try_take().is_none());
}

#[test]
fn of_several_panics_the_first_goes_on() {
    #[derive(Pooled, Default)]
    struct Item {
        #[pooled(keep)]
        name: &'static str,
    }
    impl Drop for Item {
        fn drop(&mut self) {
            if !self.name.is_empty() {
                std::panic::panic_any(self.name);
            }
        }
    }

    let (mut one, mut two) = (Item::take(), Item::take());
    (one.name, two.name) = ("one", "two");
    drop(one);
    drop(two);
    assert_eq!(panic_of(Item::clear).as_deref(), Some("two"), "the last returned is dropped first");
}

#[test]
fn clear_and_drain_survive_any_number_of_panics() {
    #[derive(Pooled, Default)]
    struct Item(u8);
    impl Drop for Item {
        fn drop(&mut self) {
            panic!("drop");
        }
    }
    struct OnUnwind;
    impl Drop for OnUnwind {
        fn drop(&mut self) {
            Item::clear();
        }
    }

    Item::warm(3);
    assert_eq!(panic_of(Item::clear).as_deref(), Some("drop"));
    Item::warm(3);
    assert_eq!(panic_of(|| drop(Item::drain())).as_deref(), Some("drop"));
    Item::warm(2);
    let outer = panic_of(|| {
        let _guard = OnUnwind;
        panic!("outer");
    });
    assert_eq!(outer.as_deref(), Some("outer"));
    assert!(Item::try_take().is_none());
}

#[test]
fn what_a_part_keeps_counts_as_kept() {
    #[derive(Reset, Default)]
    struct Part {
        #[pooled(keep)]
        serial: u64,
    }
    #[derive(Pooled, Default)]
    struct Whole {
        parts: (u8, Box<[Part; 2]>),
    }

    let mut whole = Whole::take();
    whole.parts.1[0].serial = 77;
    assert!(
        panic_of(|| {
            let _whole = whole;
            panic!("half done");
        })
        .is_some()
    );
    assert!(Whole::try_take().is_none());
    assert_eq!(Whole::stats().discards.unwinding, 1);
}

/// An object that uses its own pool from every piece of code that the pool calls.
#[derive(Pooled)]
#[pooled(new = Nested::new, validate = Nested::check, capacity = 4, depot = 16)]
struct Nested {
    #[pooled(with = Nested::again)]
    depth: u32,
}

thread_local!(static DEPTH: Cell<u32> = const { Cell::new(0) });

impl Nested {
    /// Takes and returns another one, a few levels deep.
    fn visit() {
        if DEPTH.get() < if cfg!(miri) { 1 } else { 3 } {
            DEPTH.set(DEPTH.get() + 1);
            let (one, two) = (Self::take(), Self::try_take());
            drop(one);
            drop(two);
            drop(PoolBox::new(Self { depth: 0 }));
            DEPTH.set(DEPTH.get() - 1);
        }
    }

    fn new() -> Self {
        Self::visit();
        Self { depth: 0 }
    }

    fn again(depth: &mut u32) {
        *depth = 0;
        Self::visit();
    }

    fn check(&mut self) -> bool {
        Self::visit();
        self.depth == 0
    }
}

impl Drop for Nested {
    fn drop(&mut self) {
        Self::visit();
    }
}

#[test]
fn a_thread_trims_itself_though_a_drop_asked_for_it() {
    #[derive(Pooled, Default)]
    #[pooled(depot = 0)]
    struct Other(u8);
    #[derive(Pooled, Default)]
    #[pooled(depot = 0)]
    struct Asking(u8);
    impl Drop for Asking {
        fn drop(&mut self) {
            pooled_types::trim_thread();
        }
    }

    Other::warm(5);
    drop(Asking::take());
    Asking::trim();
    // A slow machine drops one of them in each piece.
    for _ in 0..5 {
        let _ = Asking::try_take();
    }
    assert_eq!(Other::stats().idle, 0);
}

#[test]
fn user_code_may_come_back_to_the_pool() {
    for _ in 0..3 {
        let objects: Vec<_> = (0..6).map(|_| Nested::take()).collect();
        assert!(objects.iter().all(|object| object.depth == 0));
        drop(objects);
        Nested::warm(4);
        Nested::clear();
    }
    std::thread::spawn(|| drop(Nested::take())).join().unwrap();
    let stats = Nested::stats();
    assert_eq!(stats.takes, stats.hits + stats.refills + stats.misses);
}

#[test]
fn a_payload_whose_drop_panics_does_not_abort() {
    struct Bomb;
    impl Drop for Bomb {
        fn drop(&mut self) {
            panic!("payload");
        }
    }
    #[derive(Pooled, Default)]
    #[pooled(reset = throw)]
    struct Item(bool);
    fn throw(item: &mut Item) {
        if item.0 {
            std::panic::panic_any(Bomb);
        }
    }

    if cfg!(miri) {
        return; // The payload that can't be dropped is leaked, which Miri reports.
    }
    let mut item = Item::take();
    item.0 = true;
    let outer = panic_of(|| {
        let _item = item;
        panic!("outer");
    });
    assert_eq!(outer.as_deref(), Some("outer"));
}
