//! The traits implemented by hand, also in ways that the derive never uses: no safe code may reach undefined behaviour.

#![allow(clippy::needless_borrow, reason = "the probes are called as generated code calls them")]

#[macro_use]
mod placed;

use std::cell::Cell;
use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
use std::thread;

use pooled_runtime::__private::{
    AnyThread, Factory, IsSend as _, Key, LocalStack, OpaqueLayout, Placement, Probe, Sharing, same_key,
};
use pooled_runtime::{PoolBox, Pooled, Reset};

/// Implements the traits for a type that owns a `Vec<u8>`; `$home` is the body of `impl Placement`.
macro_rules! item {
    ($name:ident { $($home:tt)* }) => {
        #[derive(Default)]
        struct $name(Vec<u8>);
        impl Reset for $name {
            fn reset(&mut self) {
                self.0.clear();
            }
        }
        placed!($name { $($home)* });
    };
}

/// Takes, returns, sends and empties, on two threads.
fn exercise<T: Pooled + Send>() {
    let work = || {
        let objects: Vec<PoolBox<T>> = (0..4).map(|_| T::take()).collect();
        drop(objects);
        drop((T::try_take(), T::take()));
        T::warm(3);
        drop(T::drain().next());
        drop(T::take());
        T::clear();
        drop(T::take());
    };
    work();
    thread::spawn(work).join().unwrap();
    let stats = T::stats();
    assert_eq!(stats.takes, stats.hits + stats.refills + stats.misses);
}

#[test]
fn a_static_stack() {
    item!(Item {
        fn __pooled_key() -> Option<Key<Self>> {
            thread_local!(static STACK: LocalStack<Item> = const { LocalStack::new() });
            Some(&STACK)
        }
    });
    exercise::<Item>();
    assert_eq!(Item::stats().hits, 4);
}

#[test]
fn the_table() {
    item!(Item {});
    exercise::<Item>();
    assert_eq!(Item::stats().hits, 4);
}

#[test]
fn a_key_that_changes_its_mind() {
    item!(Item {
        fn __pooled_key() -> Option<Key<Self>> {
            thread_local!(static ONE: LocalStack<Item> = const { LocalStack::new() });
            thread_local!(static TWO: LocalStack<Item> = const { LocalStack::new() });
            thread_local!(static TURN: Cell<u8> = const { Cell::new(0) });
            TURN.set(TURN.get().wrapping_add(1));
            match TURN.get() % 3 {
                0 => Some(&ONE),
                1 => Some(&TWO),
                _ => None,
            }
        }
    });
    for _ in 0..5 {
        exercise::<Item>();
    }
}

#[test]
fn a_key_of_another_type() {
    item!(Other {});
    thread_local!(static STACK: LocalStack<Other> = const { LocalStack::new() });
    assert!(same_key::<Other, Other>(&STACK).is_some());
    assert!(same_key::<Vec<u8>, Other>(&STACK).is_none());
}

#[test]
fn no_capacity() {
    item!(Item {
        const __POOLED_CAPACITY: usize = 0;
    });
    exercise::<Item>();
    assert_eq!(Item::stats().hits, 0);
}

#[test]
fn a_key_that_uses_the_pool() {
    // Each level asks for its key some times.
    const LEVELS: u8 = if cfg!(miri) { 1 } else { 2 };
    item!(Item {
        fn __pooled_key() -> Option<Key<Self>> {
            thread_local!(static STACK: LocalStack<Item> = const { LocalStack::new() });
            thread_local!(static DEPTH: Cell<u8> = const { Cell::new(0) });
            if DEPTH.get() < LEVELS {
                DEPTH.set(DEPTH.get() + 1);
                drop(Item::take());
                Item::clear();
                DEPTH.set(DEPTH.get() - 1);
            }
            Some(&STACK)
        }
    });
    exercise::<Item>();
}

#[test]
fn a_stack_that_cannot_be_made() {
    static DROPPED: AtomicU32 = AtomicU32::new(0);
    item!(Item {
        fn __pooled_key() -> Option<Key<Self>> {
            thread_local!(static STACK: LocalStack<Item> = {
                assert!(thread::current().name() != Some("without"), "no stack here");
                LocalStack::new()
            });
            Some(&STACK)
        }
    });
    impl Drop for Item {
        fn drop(&mut self) {
            DROPPED.fetch_add(1, Relaxed);
        }
    }

    let item = Item::take();
    let outcome = thread::Builder::new().name("without".into()).spawn(move || drop(item)).unwrap().join();
    assert!(outcome.is_err(), "the panic goes on");
    assert_eq!(DROPPED.load(Relaxed), 1, "and the object is not lost");
}

#[test]
fn a_panic_where_sharing_is_asked_for_shares_nothing() {
    struct Item(Vec<u8>);
    impl Reset for Item {
        fn reset(&mut self) {
            self.0.clear();
        }
    }
    impl Factory for Item {
        type __PooledLayout = OpaqueLayout<Self>;

        fn __pooled_fresh() -> Self {
            Self(vec![1])
        }
    }
    impl Placement for Item {
        type __PooledReach = AnyThread;
        fn __pooled_sharing() -> Sharing<Self> {
            panic!("who knows?");
        }
    }
    impl Pooled for Item {}

    exercise::<Item>();
    assert_eq!(Item::LAYOUT.idle_bytes(), (size_of::<Item>(), false), "nothing was said of what it owns");
    assert!(Item::LAYOUT.to_string().ends_with(", and what else it owns, which is not known\n"), "{}", Item::LAYOUT);
    let outcome = thread::spawn(|| {
        let _returned_while_unwinding = PoolBox::new(Item(Vec::new()));
        panic!("for another reason");
    });
    assert!(outcome.join().is_err());
    assert_eq!(Item::stats().idle, 1, "that of this thread");
}

#[test]
#[cfg_attr(miri, ignore = "has no gigabytes to spare")]
fn no_bounds() {
    item!(Item {
        const __POOLED_CAPACITY: usize = usize::MAX;
        const __POOLED_DEPOT: usize = usize::MAX;
    });
    exercise::<Item>();
}

#[test]
fn many_types_in_the_table() {
    struct Tag<const N: usize>(Vec<u8>);
    impl<const N: usize> Reset for Tag<N> {
        fn reset(&mut self) {
            self.0.clear();
        }
    }
    impl<const N: usize> Factory for Tag<N> {
        type __PooledLayout = OpaqueLayout<Self>;

        fn __pooled_fresh() -> Self {
            Self(vec![1])
        }
    }
    impl<const N: usize> Placement for Tag<N> {
        type __PooledReach = AnyThread;
        fn __pooled_sharing() -> Sharing<Self> {
            (&Probe::<Self>::NEW).__pooled_sharing()
        }
    }
    impl<const N: usize> Pooled for Tag<N> {}

    macro_rules! each {
        ($($n:literal)*) => {
            $(exercise::<Tag<$n>>();)*
            $(drop(Tag::<$n>::take());)*
            $(assert!(Tag::<$n>::try_take().is_some());)*
        };
    }
    each!(0 1 2 3 4 5);
    #[cfg(not(miri))]
    each!(6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29);
}
