//! Drops that trim pools.
//!
//! A program of its own, because such a drop may trim the pools of all types. And if a drop asks for a trim while a
//! pool drops it, the next thread that comes to a cold path does it, in whichever test. So one test runs at a time.

use std::sync::{Mutex, PoisonError};
use std::thread;

use pooled_types::Pooled;

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
