//! What the reset does to each type.

#![allow(clippy::large_stack_arrays, reason = "elements above the limit are large")]

use std::borrow::Cow;
use std::cell::{Cell, OnceCell, RefCell};
use std::collections::{BTreeMap, BTreeSet, BinaryHeap, HashMap, HashSet, LinkedList, VecDeque};
use std::ffi::OsString;
use std::fmt::Debug;
use std::marker::PhantomData;
use std::num::{Saturating, Wrapping};
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicI64, AtomicPtr, AtomicU8, AtomicUsize};
use std::sync::{Mutex, OnceLock, RwLock};
use std::time::Duration;

use pooled_runtime::{Reset, ResetWithin};

/// `value`, reset.
fn reset<T: Reset>(mut value: T) -> T {
    value.reset();
    value
}

/// Resets `value` and compares it with the default of its type.
fn becomes_default<T: Reset + Default + PartialEq + Debug>(value: T) {
    assert_ne!(value, T::default());
    assert_eq!(reset(value), T::default());
}

#[test]
fn numbers_and_the_like() {
    becomes_default((1_u8, 1_u16, 1_u32, 1_u64, 1_u128, 1_usize));
    becomes_default((1_i8, 1_i16, 1_i32, 1_i64, 1_i128, 1_isize));
    becomes_default((1.0_f32, f64::NAN, true, 'x'));
    becomes_default((Wrapping(1_u8), Saturating(1_i8), Duration::from_secs(1)));
    let () = reset(());
    let PhantomData::<str> = reset(PhantomData::<str>);
}

#[test]
fn atomics() {
    assert_eq!(reset(AtomicU8::new(1)).into_inner(), 0);
    assert_eq!(reset(AtomicI64::new(1)).into_inner(), 0);
    assert_eq!(reset(AtomicUsize::new(1)).into_inner(), 0);
    assert!(!reset(AtomicBool::new(true)).into_inner());
    assert!(reset(AtomicPtr::new(&raw mut *Box::new(1).as_mut())).into_inner().is_null());
}

#[test]
fn parts_are_reset_in_place() {
    becomes_default([1_u8; 3]);
    becomes_default((1_u8, String::from("x")));
    becomes_default(Some(1));
    becomes_default(Box::new(1));
    assert_eq!(&*reset(Box::<str>::from("x")), "");
    let mut slice: Box<[u8]> = vec![1, 2].into();
    slice.reset();
    assert_eq!(*slice, [0, 0]);
    let boxed = Box::new(1_u64);
    let address = (&raw const *boxed).addr();
    assert_eq!((&raw const *reset(boxed)).addr(), address);
    let lists = reset([vec![1; 10], vec![1; 20]]);
    assert!(lists[0].is_empty() && lists[0].capacity() >= 10 && lists[1].capacity() >= 20);
}

#[test]
fn what_borrows_becomes_empty() {
    becomes_default("x");
    becomes_default(&[1_u8][..]);
    becomes_default(Cow::Borrowed("x"));
    becomes_default(Cow::<str>::Owned("x".to_string()));
    becomes_default(Cow::Borrowed(&[1_u8][..]));
    assert!(matches!(reset(Cow::<str>::Owned("x".to_string())), Cow::Borrowed("")));
}

#[test]
fn a_tuple_of_twelve() {
    let t = reset((1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, vec![1]));
    assert_eq!((t.0, t.10, t.11.len()), (0, 0, 0));
}

#[test]
fn containers_that_free() {
    becomes_default(BTreeMap::from([(1, 1)]));
    becomes_default(BTreeSet::from([1]));
    becomes_default(LinkedList::from([1]));
    becomes_default(OnceCell::from(1));
    becomes_default(OnceLock::from(1));
}

/// Fills a container, resets it, and checks that it is empty and has kept its capacity.
macro_rules! keeps {
    ($($filled:expr),+ $(,)?) => {$({
        let mut container = $filled;
        let before = container.capacity();
        assert!(before > 0);
        container.reset();
        assert_eq!(container.capacity(), before, "{}", stringify!($filled));
        container.reset_within(0);
        assert_eq!(container.capacity(), 0, "{}", stringify!($filled));
    })+};
}

#[test]
fn containers_that_keep() {
    keeps!(
        String::from("text"),
        OsString::from("text"),
        PathBuf::from("text"),
        vec![1; 100],
        VecDeque::from([1; 100]),
        HashMap::<_, _>::from([(1, 1), (2, 2)]),
        HashSet::<_>::from([1, 2, 3]),
    );
    let mut heap = BinaryHeap::from([1; 100]);
    heap.reset();
    assert!(heap.is_empty() && heap.capacity() >= 100);
}

#[test]
fn containers_are_empty_afterwards() {
    becomes_default(String::from("text"));
    becomes_default(OsString::from("text"));
    becomes_default(PathBuf::from("text"));
    becomes_default(vec![1]);
    becomes_default(VecDeque::from([1]));
    becomes_default(HashMap::<_, _>::from([(1, 1)]));
    becomes_default(HashSet::<_>::from([1]));
    assert!(reset(BinaryHeap::from([1])).is_empty());
}

#[test]
fn a_limit_in_elements() {
    let mut list = vec![1_u64; 100];
    list.reset_within(10);
    assert_eq!(list.capacity(), 10);
    let mut map: HashMap<u32, u32> = (0..1000).map(|n| (n, n)).collect();
    map.reset_within(100);
    assert!((100..200).contains(&map.capacity()), "{}", map.capacity());
}

#[test]
fn elements_of_no_size_or_of_a_large_one() {
    assert_eq!(reset(vec![(); 1 << 20]).capacity(), usize::MAX);
    assert_eq!(reset(vec![[0_u8; 70_000]]).capacity(), 0, "one element is above the limit");
    assert_eq!(reset(vec![[0_u8; 32 * 1024]; 2]).capacity(), 2);
    assert_eq!(reset(vec![[0_u8; 32 * 1024]; 3]).capacity(), 2);
}

#[test]
fn cells() {
    assert_eq!(reset(Cell::new(1)).get(), 0);
    let cell = reset(RefCell::new(vec![1; 10]));
    assert!(cell.borrow().is_empty() && cell.borrow().capacity() >= 10);
    let mutex = reset(Mutex::new(vec![1; 10]));
    assert!(mutex.lock().unwrap().capacity() >= 10);
    assert!(reset(RwLock::new(vec![1; 10])).read().unwrap().is_empty());
}

#[test]
fn a_leaked_borrow_is_gone() {
    let leaks: [fn(&RefCell<Vec<u8>>); 2] =
        [|cell| std::mem::forget(cell.borrow()), |cell| std::mem::forget(cell.borrow_mut())];
    for leak in leaks {
        let cell = RefCell::new(vec![1; 10]);
        leak(&cell);
        let cell = reset(cell);
        assert!(cell.borrow_mut().is_empty());
        assert!(cell.into_inner().capacity() >= 10);
    }
}

#[test]
fn a_leaked_lock_is_gone() {
    let mutex = Mutex::new(vec![1; 10]);
    std::mem::forget(mutex.lock());
    let mutex = reset(mutex);
    assert!(mutex.try_lock().unwrap().is_empty());

    let leaks: [fn(&RwLock<Vec<u8>>); 2] =
        [|lock| std::mem::forget(lock.read()), |lock| std::mem::forget(lock.write())];
    for leak in leaks {
        let lock = RwLock::new(vec![1; 10]);
        leak(&lock);
        let lock = reset(lock);
        assert!(lock.try_write().unwrap().is_empty());
    }
}

#[test]
fn poison_is_gone() {
    let (mutex, lock) = (Mutex::new(1), RwLock::new(1));
    std::thread::scope(|scope| {
        let poisoning = scope.spawn(|| {
            let _guards = (mutex.lock(), lock.write());
            panic!("poison");
        });
        assert!(poisoning.join().is_err());
    });
    assert!(mutex.is_poisoned() && lock.is_poisoned());
    assert_eq!(*reset(mutex).lock().unwrap(), 0);
    assert_eq!(*reset(lock).read().unwrap(), 0);
}

#[test]
fn poisoned_and_leaked_at_once() {
    let mutex = Mutex::new(1);
    std::thread::scope(|scope| {
        assert!(
            scope
                .spawn(|| {
                    let _guard = mutex.lock();
                    panic!("poison");
                })
                .join()
                .is_err()
        );
    });
    std::mem::forget(mutex.lock());
    assert_eq!(*reset(mutex).try_lock().unwrap(), 0);
}

#[test]
fn a_cursor_starts_over() {
    let mut cursor = std::io::Cursor::new(vec![1; 10]);
    cursor.set_position(5);
    let cursor = reset(cursor);
    assert_eq!(cursor.position(), 0);
    assert!(cursor.get_ref().is_empty() && cursor.get_ref().capacity() >= 10);
}

#[test]
fn a_panic_in_an_elements_drop_leaves_a_valid_container() {
    #[derive(PartialEq, Eq, Hash)]
    struct Bomb(u8);
    impl Drop for Bomb {
        fn drop(&mut self) {
            assert!(self.0 != 1, "drop");
        }
    }
    macro_rules! survives {
        ($($type:ident),+) => {$({
            let mut container: $type<Bomb> = [0, 1, 2].map(Bomb).into_iter().collect();
            let outcome = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| container.reset()));
            assert!(outcome.is_err(), stringify!($type));
            assert_eq!(container.len(), 0, stringify!($type));
            container.extend([3, 4].map(Bomb));
            assert_eq!(container.len(), 2, stringify!($type));
            container.reset();
            assert_eq!(container.len(), 0, stringify!($type));
        })+};
    }
    survives!(Vec, VecDeque, HashSet, LinkedList);
}
