//! Shared handles on several threads, and on threads that end.

use std::cell::RefCell;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::sync::{Barrier, mpsc};
use std::thread;

use pooled_types::{PoolArc, PoolBox, Pooled};

use crate::support::witness::Witness;

const ROUNDS: usize = if cfg!(miri) { 10 } else { 1_000 };
const THREADS: usize = if cfg!(miri) { 3 } else { 8 };

#[test]
fn threads_read_one_object_and_the_last_of_them_returns_it() {
    #[derive(Pooled, Default)]
    struct Item {
        text: String,
        witness: Witness,
    }

    for _ in 0..ROUNDS.min(100) {
        let (witness, seen) = Witness::new(false);
        let mut item = Item::take();
        item.text.push_str("some text");
        item.witness = witness;
        let item = PoolBox::share(item);
        let threads: Vec<_> = (0..THREADS)
            .map(|_| {
                let item = item.clone();
                thread::spawn(move || {
                    let copy = item.clone();
                    drop(item);
                    assert_eq!(copy.text, "some text");
                })
            })
            .collect();
        drop(item);
        for thread in threads {
            thread.join().unwrap();
        }
        assert_eq!(seen.counts().0, 1);
    }
}

#[test]
fn what_is_written_before_is_read_after() {
    // The last handle reads what the others wrote through interior mutability, without other synchronisation.
    #[derive(Pooled, Default)]
    struct Item {
        hits: [AtomicUsize; THREADS],
    }

    for _ in 0..ROUNDS.min(100) {
        let mut item = PoolBox::share(Item::take());
        thread::scope(|scope| {
            for n in 0..THREADS {
                let item = item.clone();
                scope.spawn(move || item.hits[n].store(n + 1, Relaxed));
            }
            let item = loop {
                match PoolArc::get_mut(&mut item) {
                    Some(item) => break item,
                    None => thread::yield_now(),
                }
            };
            for (n, hits) in item.hits.iter_mut().enumerate() {
                assert_eq!(*hits.get_mut(), n + 1);
            }
        });
    }
}

#[test]
fn a_shared_handle_itself_is_shared() {
    let item = PoolArc::from(vec![1_u8, 2]);
    thread::scope(|scope| {
        for _ in 0..THREADS {
            scope.spawn(|| assert_eq!(*item.clone(), [1, 2]));
        }
    });
    assert_eq!(PoolArc::count(&item), 1);
}

#[test]
fn exactly_one_of_many_threads_gets_the_object() {
    let barrier = Barrier::new(THREADS);
    for round in 0..ROUNDS.min(200) {
        let item = PoolArc::from(vec![round]);
        let handles: Vec<_> = (0..THREADS).map(|_| item.clone()).collect();
        drop(item);
        let got = AtomicUsize::new(0);
        thread::scope(|scope| {
            for handle in handles {
                scope.spawn(|| {
                    barrier.wait();
                    if let Some(mut item) = PoolArc::into_inner(handle) {
                        item.push(0);
                        assert_eq!(*item, [round, 0]);
                        got.fetch_add(1, Relaxed);
                    }
                });
            }
        });
        assert_eq!(got.into_inner(), 1);
    }
}

#[test]
fn at_most_one_of_many_threads_unwraps() {
    for round in 0..ROUNDS.min(200) {
        let item = PoolArc::from(vec![round]);
        let other = item.clone();
        thread::scope(|scope| {
            let unwrap = |handle: PoolArc<Vec<usize>>| PoolArc::try_unwrap(handle).map(|mut item| item.push(0)).is_ok();
            let there = scope.spawn(move || unwrap(other));
            let here = unwrap(item);
            assert!(!(here && there.join().unwrap()));
        });
    }
}

#[test]
fn thread_locals_may_hold_shared_handles() {
    #[derive(Pooled, Default)]
    struct Item {
        witness: Witness,
    }
    thread_local!(static HELD: RefCell<Vec<PoolArc<Item>>> = const { RefCell::new(Vec::new()) });

    /// A handle among the thread's locals, which is dropped before its pools if it is entered `first`, else after them.
    fn hold(item: PoolArc<Item>, first: bool) {
        if first {
            drop(Item::take());
        }
        HELD.with_borrow_mut(|held| held.push(item));
        drop(PoolBox::share(Item::take()));
    }

    for first in [false, true] {
        let (witness, seen) = Witness::new(false);
        let item = PoolBox::share(PoolBox::new(Item { witness }));
        let there = item.clone();
        thread::spawn(move || hold(there, first)).join().unwrap();
        assert_eq!((PoolArc::count(&item), seen.counts()), (1, (0, 0)));
        thread::spawn(move || hold(item, first)).join().unwrap();
        assert_eq!(seen.counts().0, 1);
    }
}

#[test]
fn thread_locals_may_share_in_their_destructors() {
    struct Sharer;
    impl Drop for Sharer {
        fn drop(&mut self) {
            let item = PoolBox::share(PoolBox::<String>::take());
            let other = item.clone();
            drop(item);
            assert_eq!(*other, "");
            PoolArc::into_inner(other).expect("it was the last").push('a');
        }
    }
    thread_local!(static SHARER: Sharer = const { Sharer });

    for first in [false, true] {
        thread::spawn(move || {
            if first {
                drop(PoolBox::<String>::take());
            }
            SHARER.with(|_| ());
            drop(PoolArc::from(String::new()));
        })
        .join()
        .unwrap();
    }
}

#[test]
fn a_drop_that_shares_its_own_type_ends_with_its_thread() {
    #[derive(Pooled, Default)]
    struct Item(u8);
    impl Drop for Item {
        fn drop(&mut self) {
            drop(PoolArc::<Self>::default());
        }
    }
    thread_local!(static HELD: RefCell<Option<PoolArc<Item>>> = const { RefCell::new(None) });

    if cfg!(miri) {
        return; // What would go on for ever is forgotten, which Miri reports.
    }
    thread::spawn(|| {
        HELD.with_borrow_mut(|held| *held = Some(PoolArc::default()));
        drop(PoolBox::share(Item::take()));
    })
    .join()
    .unwrap();
}

#[test]
fn handles_pass_through_channels() {
    let (sender, receiver) = mpsc::channel::<PoolArc<Vec<usize>>>();
    let reader = thread::spawn(move || receiver.into_iter().map(|item| item.iter().sum::<usize>()).sum::<usize>());
    for n in 0..ROUNDS {
        let mut item = PoolBox::<Vec<usize>>::take();
        item.extend([n, 1]);
        let item = PoolBox::share(item);
        sender.send(item.clone()).unwrap();
        assert_eq!(*item, [n, 1]);
    }
    drop(sender);
    assert_eq!(reader.join().unwrap(), ROUNDS * (ROUNDS - 1) / 2 + ROUNDS);
}
