//! Pools of a fixed number of objects in a `static`.

use std::borrow::Borrow as _;
use std::cell::Cell;
use std::collections::HashSet;
use std::fmt::{self, Write as _};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::thread;

use pooled_types::{Pooled, StaticPool, StaticPooled};

use crate::support::unwind::unwind_with;

#[test]
fn exhausted_until_one_returns() {
    #[derive(Pooled, Default)]
    #[pooled(static = 2)]
    struct Item(u8);

    let (mut one, two) = (Item::take().unwrap(), Item::take().unwrap());
    assert!(Item::take().is_none());
    one.0 = 1;
    let address = &raw const *one;
    drop(one);
    let again = Item::take().unwrap();
    assert_eq!((again.0, &raw const *again), (0, address));
    assert!(Item::take().is_none());
    drop((two, again));
}

#[test]
fn a_forgotten_object_is_one_object_less() {
    #[derive(Pooled, Default)]
    #[pooled(static = 2)]
    struct Item(u8);

    std::mem::forget(Item::take());
    assert!(Item::take().is_some_and(|item| item.0 == 0 && Item::take().is_none()));
}

#[test]
fn a_panic_gives_the_slot_back() {
    thread_local!(static FAIL: Cell<bool> = const { Cell::new(false) });
    static DROPPED: AtomicUsize = AtomicUsize::new(0);

    #[derive(Pooled)]
    #[pooled(static = 1, new = Item::new, validate = Item::check)]
    struct Item {
        #[pooled(with = Item::clean)]
        value: u8,
    }
    impl Item {
        fn new() -> Self {
            assert!(!FAIL.get(), "new");
            Self { value: 0 }
        }
        fn clean(value: &mut u8) {
            assert!(*value != 1, "reset");
            if *value != 2 {
                *value = 0;
            }
        }
        fn check(&mut self) -> bool {
            self.value != 2
        }
    }
    impl Drop for Item {
        fn drop(&mut self) {
            DROPPED.fetch_add(1, Relaxed);
        }
    }

    FAIL.set(true);
    assert!(catch_unwind(Item::take).is_err());
    FAIL.set(false);
    let mut item = Item::take().unwrap();
    item.value = 1;
    assert!(catch_unwind(AssertUnwindSafe(|| drop(item))).is_err());
    assert_eq!(DROPPED.load(Relaxed), 1, "the object whose reset panicked");
    Item::take().unwrap().value = 2;
    assert_eq!(DROPPED.load(Relaxed), 2, "the object that is not valid");
    assert!(Item::take().is_some());
    assert_eq!(DROPPED.load(Relaxed), 2, "it went back");
}

#[test]
fn panics_within_panics_are_caught() {
    #[derive(Pooled, Default)]
    #[pooled(static = 1, reset = Item::clean)]
    struct Item(u8);
    impl Item {
        fn clean(&mut self) {
            assert!(self.0 != 1, "reset");
        }
    }
    impl Drop for Item {
        fn drop(&mut self) {
            assert!(self.0 != 1, "drop");
        }
    }

    for unwinding in [false, true] {
        let mut item = Item::take().unwrap();
        item.0 = 1;
        let outcome = catch_unwind(AssertUnwindSafe(|| {
            let _item = item;
            assert!(!unwinding, "outer");
        }));
        assert!(outcome.is_err());
    }
    assert!(Item::take().is_some());
}

#[test]
fn an_object_with_kept_fields_is_discarded_by_an_unwind() {
    #[derive(Pooled, Default)]
    #[pooled(static = 1)]
    struct Item {
        #[pooled(keep)]
        serial: u8,
    }

    let mut item = Item::take().unwrap();
    item.serial = 1;
    unwind_with(item);
    assert_eq!(Item::take().unwrap().serial, 0);
}

#[test]
fn a_drop_that_panics_while_the_thread_unwinds_is_caught() {
    #[derive(Pooled, Default)]
    #[pooled(static = 1)]
    struct Item {
        #[pooled(keep)]
        serial: u8,
    }
    impl Drop for Item {
        fn drop(&mut self) {
            assert!(self.serial == 0, "drop");
        }
    }

    let mut item = Item::take().unwrap();
    item.serial = 1;
    unwind_with(item);
    assert_eq!(Item::take().unwrap().serial, 0);
}

#[test]
fn a_pool_whose_objects_were_never_made_drops_none() {
    struct Item;
    impl Drop for Item {
        fn drop(&mut self) {
            panic!("there is none");
        }
    }

    drop(StaticPool::<Item, 2>::new());
}

#[test]
fn no_object_is_handed_out_twice() {
    const ROUNDS: usize = if cfg!(miri) { 50 } else { 300_000 };

    /// As few as there are, so that the threads meet at it.
    #[derive(Pooled, Default)]
    #[pooled(static = 1)]
    struct Item {
        owner: AtomicUsize,
        list: Vec<usize>,
    }

    let served: usize = thread::scope(|scope| {
        let work = |me: usize| {
            let mut served = 0;
            for round in 0..ROUNDS {
                let Some(mut item) = Item::take() else { continue };
                assert_eq!(item.owner.swap(me, Relaxed), 0, "somebody else has it");
                item.list.push(round);
                assert_eq!(item.list[..], [round]);
                assert_eq!(item.owner.load(Relaxed), me, "somebody else got it");
                served += 1;
            }
            served
        };
        let threads: Vec<_> = (1..5).map(|me| scope.spawn(move || work(me))).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).sum()
    });
    assert!(served > 0);
    assert!(Item::take().is_some(), "it came back");
}

#[test]
fn the_handle_does_what_its_object_does() {
    #[derive(Pooled, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
    #[pooled(static = 3)]
    struct Line(String);

    impl fmt::Debug for Line {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            write!(f, "Line {:?}", self.0)
        }
    }
    impl fmt::Write for Line {
        fn write_str(&mut self, text: &str) -> fmt::Result {
            self.0.write_str(text)
        }
    }
    impl Extend<char> for Line {
        fn extend<I: IntoIterator<Item = char>>(&mut self, letters: I) {
            self.0.extend(letters);
        }
    }
    impl Iterator for Line {
        type Item = char;
        fn next(&mut self) -> Option<char> {
            self.0.pop()
        }
    }

    let take = || <Line as StaticPooled>::take().unwrap();
    let (mut one, mut two) = (take(), take());
    write!(one, "{}", 12).unwrap();
    two.extend(['1', '2']);
    assert_eq!(format!("{one:?}, {one:p}"), format!("Line \"12\", {:p}", &raw const *one));
    assert_eq!(one, two);
    assert_eq!((two.next(), two.size_hint().0), (Some('2'), 0));
    assert!(two < one);
    let by_borrow: &Line = one.borrow();
    assert_eq!(HashSet::from([Line("12".to_owned())]).get(by_borrow), Some(one.as_ref()));
    one.as_mut().0.clear();
    assert_eq!(one.next(), None);
}
