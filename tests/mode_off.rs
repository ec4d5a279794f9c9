//! Pools that are switched off: every take allocates, every drop frees, and the program otherwise works as before.
//!
//! A program of its own, because it runs each part in a child process: a process sets the mode once.

mod support;

use std::process::ExitCode;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use pooled_types::worth::Trial;
use pooled_types::{Mode, PoolBox, PoolStats, Pooled, Settings, configure};
use support::allocator::{Checking, live_bytes};
use support::child::{self, Scenario, prints_nothing};
use support::counts::{assert_identities, assert_nothing_left};
use support::listed::{Listed, listed};

#[global_allocator]
static ALLOCATOR: Checking = Checking;

#[derive(Pooled, Default)]
#[pooled(capacity = 4)]
struct Plain {
    list: Vec<u8>,
}

#[derive(Pooled, Default)]
struct Generic<T> {
    list: Vec<T>,
}

#[derive(Pooled, Default)]
#[pooled(local)]
struct Local {
    list: Vec<u8>,
}

listed!(Plain, Generic<u8>, Local);

#[track_caller]
fn stats<T: Pooled>() -> PoolStats {
    let stats = T::stats();
    assert_identities(&stats);
    assert_eq!((stats.idle, stats.hits, stats.refills), (0, 0, 0), "nothing is pooled: {stats:?}");
    assert_eq!((stats.returns, stats.flushes), (0, 0), "{stats:?}");
    stats
}

/// Each way that an object can come and go.
fn use_pool<T: Listed>() {
    let start = stats::<T>();
    let bytes = live_bytes();
    for n in 0..10 {
        let mut object = T::take();
        assert!(object.list().is_empty());
        object.list().extend([1; 100]);
        assert!(live_bytes() > bytes);
        drop(object);
        assert_eq!(live_bytes(), bytes, "a drop frees");
        let stats = stats::<T>();
        assert_eq!((stats.misses - start.misses, stats.discards.off - start.discards.off), (n + 1, n + 1));
    }
    pooled_types::trim_thread();
    drop(T::take());
    assert!(T::try_take().is_none(), "nothing is ever idle");
    T::take_with(|object| object.list().push(2));
    drop(PoolBox::new(T::default()));
    drop(PoolBox::detach(T::take()));
    let after = stats::<T>();
    assert_eq!((after.takes - start.takes, after.adopted - start.adopted, after.detached - start.detached), (13, 1, 1));
    assert_eq!(after.discards.off - start.discards.off, 13);
    assert!(after.reuse_rate() < 1e-9);

    T::warm(3);
    assert!(T::try_take().is_none());
    let _ = stats::<T>();
    assert_eq!(T::drain().count(), 0);
    T::clear();
    T::trim();
    pooled_types::trim();
    pooled_types::trim_thread();
    assert_nothing_left(&stats::<T>());
}

fn use_all() {
    // Makes what is made once a process or thread.
    drop((Plain::take(), Generic::<u8>::take(), Local::take()));
    let _ = (Plain::stats(), Generic::<u8>::stats(), Local::stats(), pooled_types::stats());
    for _ in 0..3 {
        use_pool::<Plain>();
        use_pool::<Generic<u8>>();
        use_pool::<Local>();
    }
}

fn switched_off_by_the_program() {
    configure(Settings::new().mode(Mode::Off)).expect("no pool was used yet");
    use_all();
    thread::spawn(use_all).join().unwrap();
}

fn switched_off_by_the_environment() {
    use_all();
}

fn the_environment_wins() {
    configure(Settings::new().mode(Mode::Normal)).expect("no pool was used yet");
    use_all();
}

/// Operations that look at the clock keep the pool switched off.
fn through_intervals() {
    drop(Plain::take());
    for _ in 0..100 {
        pooled_types::__private::advance_clock(Duration::from_secs(11));
        Plain::clear();
        use_pool::<Plain>();
    }
}

/// Objects that are dropped by other threads than took them, and at the end of threads.
fn objects_that_move() {
    let (sender, receiver) = mpsc::channel::<PoolBox<Plain>>();
    let dropper = thread::spawn(move || {
        for object in receiver {
            assert_eq!(object.list, [7]);
        }
    });
    for _ in 0..1_000 {
        let mut object = Plain::take();
        object.list.push(7);
        sender.send(object).unwrap();
    }
    drop(sender);
    dropper.join().unwrap();
    let stats = stats::<Plain>();
    assert_eq!((stats.misses, stats.discards.off), (1_000, 1_000));
    assert_nothing_left(&stats);
}

/// Objects in objects are freed as well, though they are dropped in the reset of what holds them.
fn objects_in_objects() {
    #[derive(Pooled, Default)]
    struct Outer {
        inner: Vec<PoolBox<Plain>>,
    }

    for _ in 0..3 {
        let mut outer = Outer::take();
        outer.inner.extend((0..5).map(|_| Plain::take()));
        drop(outer);
    }
    assert_eq!(stats::<Plain>().discards.off, 15);
    assert_eq!(stats::<Outer>().discards.off, 3);
    assert_nothing_left(&stats::<Plain>());
}

/// Each drop makes the next object, and a scratch object after it.
fn drops_that_take_without_end() {
    #[derive(Pooled, Default)]
    struct Item(u8);
    impl Drop for Item {
        fn drop(&mut self) {
            let _next = Item::take();
            let _scratch = PoolBox::<Vec<u8>>::take();
        }
    }

    for _ in 0..3 {
        drop(Item::take());
    }
}

/// A list is dropped whole, though the drop of each node makes and drops another.
fn drops_that_take_and_end() {
    static LIVE: AtomicUsize = AtomicUsize::new(0);
    #[derive(Pooled)]
    #[pooled(new = Node::new)]
    struct Node {
        #[pooled(keep)]
        is_listed: bool,
        #[pooled(keep)]
        next: Option<PoolBox<Self>>,
    }
    impl Node {
        fn new() -> Self {
            LIVE.fetch_add(1, Relaxed);
            Self { is_listed: false, next: None }
        }
    }
    impl Drop for Node {
        fn drop(&mut self) {
            LIVE.fetch_sub(1, Relaxed);
            if self.is_listed {
                drop(Node::take());
            }
        }
    }

    let mut list = None;
    for _ in 0..200 {
        let mut node = Node::take();
        (node.is_listed, node.next) = (true, list);
        list = Some(node);
    }
    drop(list);
    assert_eq!(LIVE.load(Relaxed), 0);
    assert_nothing_left(&stats::<Node>());
}

/// A report shows what was measured, and gives no verdict.
fn no_verdict_on_a_pool_that_is_off() {
    let report = Trial::new().time(Duration::ZERO).run(|plain: &mut Plain| plain.list.push(1));
    assert_eq!((report.mode, report.verdict()), (Mode::Off, None));
    let text = report.to_string();
    assert!(text.starts_with("Plain: no verdict\n"), "{text}");
    assert!(text.contains("\n  Pools are switched off, "), "{text}");
    // The allocator of this program is another one.
    assert_eq!((report.fresh.allocations, report.allocations_avoided()), (None, None));
    assert!(
        text.ends_with("\n  Allocations were not counted: install `CountingAllocator` as the `#[global_allocator]`."),
        "{text}"
    );
}

fn main() -> ExitCode {
    let off = |name, run| Scenario { name, settings: Some("off"), run, check: prints_nothing };
    let by_the_program = switched_off_by_the_program;
    child::main(&[
        Scenario { name: "switched_off_by_the_program", settings: None, run: by_the_program, check: prints_nothing },
        off("switched_off_by_the_environment", switched_off_by_the_environment),
        off("the_environment_wins", the_environment_wins),
        off("through_intervals", through_intervals),
        off("objects_that_move", objects_that_move),
        off("objects_in_objects", objects_in_objects),
        off("drops_that_take_without_end", drops_that_take_without_end),
        off("drops_that_take_and_end", drops_that_take_and_end),
        off("no_verdict_on_a_pool_that_is_off", no_verdict_on_a_pool_that_is_off),
    ])
}
