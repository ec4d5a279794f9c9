//! Drops that trim pools.
//!
//! A program of its own, because such a drop may trim the pools of all types. And if a drop asks for a trim while a
//! pool drops it, the next thread that comes to a cold path does it, in whichever test. So one test runs at a time.

mod support;

use std::sync::{Mutex, PoisonError};
use std::thread;

use pooled_types::{Pool, Pooled};
use support::allocator::live_bytes;

// Under Miri nothing is counted: it objects to the notes that this writes behind allocations.
#[cfg(not(miri))]
#[global_allocator]
static ALLOCATOR: support::allocator::Checking = support::allocator::Checking;

/// Runs a test while no other runs, on a thread that has ended when the next one begins.
fn alone(test: fn()) {
    static TURN: Mutex<()> = Mutex::new(());
    let _turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
    thread::spawn(test).join().expect("no assertion failed");
}

#[test]
fn drops_that_trim_do_so_one_after_the_other() {
    alone(|| {
        #[derive(Pooled, Default)]
        #[pooled(capacity = 20_000, depot = 0)]
        struct Item(u8);
        impl Drop for Item {
            fn drop(&mut self) {
                Item::trim();
                pooled_types::trim();
                pooled_types::trim_thread();
            }
        }

        let amount = if cfg!(miri) { 20 } else { 20_000 };
        Item::warm(amount);
        Item::trim();
        assert_eq!((Item::stats().idle, Item::stats().discards.trimmed), (0, amount as u64));
    });
}

/// What threads that have ended left to the next threads is trimmed too.
#[test]
fn what_a_drop_asks_to_trim_is_trimmed_where_no_thread_has_it() {
    alone(|| {
        #[derive(Pooled, Default)]
        struct Left(u8);
        #[derive(Pooled, Default)]
        struct Asking(u8);
        impl Drop for Asking {
            fn drop(&mut self) {
                pooled_types::trim();
            }
        }

        thread::spawn(|| drop((Left::take(), Left::take()))).join().expect("it does not panic");
        assert_eq!(Left::stats().idle, 2);
        drop(Asking::take());
        Asking::trim();
        for _ in 0..20 {
            let _ = Asking::try_take();
        }
        assert_eq!(Left::stats().idle, 0);
    });
}

#[test]
fn what_a_drop_asks_to_trim_is_trimmed_by_the_next_cold_paths() {
    alone(|| {
        #[derive(Pooled, Default)]
        #[pooled(capacity = 4, depot = 100)]
        struct Other(u8);
        #[derive(Pooled, Default)]
        #[pooled(capacity = 4, depot = 100)]
        struct Asking(u8);
        impl Drop for Asking {
            fn drop(&mut self) {
                Other::trim();
            }
        }

        drop((0..20).map(|_| Other::take()).collect::<Vec<_>>());
        assert_eq!(Other::stats().idle, 20);
        drop(Asking::take());
        Asking::trim();
        // A slow machine drops one of them in each piece.
        for _ in 0..20 {
            let _ = Asking::try_take();
        }
        assert_eq!((Other::stats().idle, Other::stats().discards.trimmed), (0, 20), "the depot as well as the stack");
    });
}

/// An object of 26 KB, whose drop is code of the user's.
#[derive(Pooled, Default)]
struct Heavy(Vec<u8>);

impl Heavy {
    fn filled() -> Self {
        Self(vec![1; 26_000])
    }
}

impl Drop for Heavy {
    fn drop(&mut self) {
        assert!(self.0.is_empty() || self.0.capacity() >= 26_000);
    }
}

/// Runs `round` again and again inside the drop of a pooled object; each leaves as much memory as the one before.
fn each_round_in_a_drop_leaves_as_much(round: fn(usize)) {
    const OBJECTS: usize = if cfg!(miri) { 20 } else { 500 };

    #[derive(Pooled, Default)]
    #[pooled(capacity = 1, depot = 0)]
    struct Outer(Option<fn(usize)>);
    impl Drop for Outer {
        fn drop(&mut self) {
            let Some(round) = self.0 else { return };
            let left = [(); 10].map(|()| {
                round(OBJECTS);
                live_bytes()
            });
            // A table may grow once more. A round that is not freed has 13 MB.
            let most = left[2] + 200_000;
            assert!(left.iter().skip(3).all(|bytes| *bytes <= most), "{left:?}");
        }
    }

    let handle = Outer::take();
    let mut object = pooled_types::PoolBox::detach(handle);
    object.0 = Some(round);
    let pool = Pool::builder(Outer::default).depot(0).capacity(1).build();
    pool.warm(1);
    // The pool has no room for it, so it is dropped.
    drop(pool.adopt(object));
    assert_eq!(pool.stats().discards.full, 1);
}

#[test]
fn a_drop_that_loops_keeps_no_memory() {
    fn take(objects: usize) -> Vec<pooled_types::PoolBox<Heavy>> {
        let mut taken: Vec<_> = (0..objects).map(|_| Heavy::take()).collect();
        for object in &mut taken {
            **object = Heavy::filled();
        }
        taken
    }

    alone(|| {
        each_round_in_a_drop_leaves_as_much(|objects| {
            drop(take(objects));
            Heavy::trim();
        });
        each_round_in_a_drop_leaves_as_much(|objects| {
            drop(take(objects));
            Heavy::clear();
        });
        each_round_in_a_drop_leaves_as_much(|objects| {
            let taken = take(objects);
            thread::spawn(move || drop(taken)).join().expect("it does not panic");
            Heavy::trim();
        });
        each_round_in_a_drop_leaves_as_much(|objects| {
            let pool = Pool::new(Heavy::filled);
            drop((0..objects).map(|_| pool.take()).collect::<Vec<_>>());
            pool.trim();
            drop((0..objects).map(|_| pool.take()).collect::<Vec<_>>());
        });
    });
}
