//! `assert_no_alloc` in a program whose allocator counts.

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::{array, thread};

use pooled_worth::{CountingAllocator, assert_no_alloc};

#[global_allocator]
static ALLOCATOR: CountingAllocator = CountingAllocator::new();

/// The message with which `work` panics.
fn message_of(work: impl FnOnce()) -> String {
    let payload = catch_unwind(AssertUnwindSafe(work)).expect_err("it allocates");
    *payload.downcast::<String>().expect("it is a message")
}

#[test]
fn what_allocates_nothing_is_let_through() {
    let mut list = Vec::with_capacity(4);
    assert_eq!(assert_no_alloc(|| list.extend(array::from_fn::<_, 4, _>(|n| n))), ());
    assert_no_alloc(|| drop(list));
}

#[inline(never)]
fn fill(list: &mut Vec<u8>) {
    list.push(1);
    list.reserve_exact(100);
}

#[test]
#[cfg_attr(miri, ignore = "no stack is recorded there")]
fn the_first_allocation_is_named() {
    let message = message_of(|| assert_no_alloc(|| fill(&mut Vec::new())));
    assert!(message.starts_with("this allocated 2 times, first at "), "{message}");
    let line = line!() - 9;
    assert!(message.contains(&format!("no_alloc.rs:{line}:")), "{message}");
    // Without its path if the debug information is of lines alone.
    assert!(["`no_alloc::fill`", "`fill`"].iter().any(|name| message.contains(name)), "{message}");
    let way = message.lines().skip(1).collect::<Vec<_>>();
    assert!(way.len() >= 2 && way.iter().all(|line| line.contains("no_alloc.rs:")), "{message}");
}

#[test]
fn a_panic_ends_the_watch() {
    let message = message_of(|| assert_no_alloc(|| resume_unwind(Box::new("on purpose".to_owned()))));
    assert_eq!(message, "on purpose");
    assert_eq!(CountingAllocator::count(|| vec![0_u8]).map(|(_, allocations)| allocations), Some(1));
}

#[test]
fn other_threads_may_allocate() {
    let (send, receive) = std::sync::mpsc::channel::<()>();
    let other = thread::spawn(move || {
        while receive.try_recv().is_err() {
            drop(vec![1]);
        }
    });
    assert_no_alloc(|| (0..1_000).for_each(|_| thread::yield_now()));
    send.send(()).expect("it waits for that");
    other.join().expect("it does not panic");
}
