//! A return that needs memory and gets none is a plain drop. Nothing aborts where a plain drop would not.
//!
//! A program of its own, because its allocator fails on purpose: each allocation in turn, or all from one on.

mod support;

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;
use std::process::Command;
use std::thread;
use std::time::Duration;

use pooled_types::__private::advance_clock;
use pooled_types::{Mode, Pool, PoolBox, Pooled, ReuseMap, ReuseOption, ReuseVec, Settings, configure};
use support::counts::assert_identities;
use support::kinds::{Generic, Local, Static};

struct Failing;

thread_local! {
    /// How many allocations of this thread succeed before one fails; `None` if all succeed.
    static LEFT: Cell<Option<u32>> = const { Cell::new(None) };
    /// Whether those after it fail too.
    static FAILS_ON: Cell<bool> = const { Cell::new(false) };
    static FAILED: Cell<u32> = const { Cell::new(0) };
}

/// Whether this allocation is to fail.
fn fails() -> bool {
    let left = LEFT.get();
    match left {
        None => false,
        Some(0) => {
            LEFT.set(FAILS_ON.get().then_some(0));
            FAILED.set(FAILED.get() + 1);
            true
        }
        Some(left) => {
            LEFT.set(Some(left - 1));
            false
        }
    }
}

// SAFETY: passes on to `System` what it does not refuse.
unsafe impl GlobalAlloc for Failing {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // SAFETY: the caller's promise.
        if fails() { std::ptr::null_mut() } else { unsafe { System.alloc(layout) } }
    }

    unsafe fn dealloc(&self, ptr: *mut u8, layout: Layout) {
        // SAFETY: the caller's promise; `System` allocated it.
        unsafe { System.dealloc(ptr, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Failing = Failing;

#[derive(Pooled, Default)]
#[pooled(capacity = 4, depot = 8)]
struct Small {
    list: Vec<u8>,
}

/// The allocation after the next `n` on this thread fails, and if `on` then all others.
#[derive(Clone, Copy)]
struct Failure {
    n: u32,
    on: bool,
}

impl Failure {
    fn arm(self) {
        FAILS_ON.set(self.on);
        LEFT.set(Some(self.n));
    }
}

fn take<T: Pooled>(n: usize) -> Vec<PoolBox<T>> {
    (0..n).map(|_| T::take()).collect()
}

/// Returns objects of this thread.
fn returns<T: Pooled>(n: usize, failure: Failure) {
    let mut objects = take::<T>(n);
    failure.arm();
    objects.clear();
}

/// Returns objects of another thread to a thread without a cache.
fn returns_elsewhere<T: Pooled>(failure: Failure)
where
    PoolBox<T>: Send,
{
    let mut objects = take::<T>(12);
    let there = thread::spawn(move || {
        failure.arm();
        objects.clear();
        LEFT.set(None);
        FAILED.get()
    });
    FAILED.set(there.join().expect("it does not panic"));
}

/// Returns objects of pools of values, of which one has no depot, here and on a thread that ends, and drops the pools.
fn returns_to_values(failure: Failure) {
    for pool in [Pool::new(|| vec![1]), Pool::builder(|| vec![1]).depot(0).build()] {
        thread::scope(|threads| {
            let ends = || {
                let objects: Vec<_> = (0..600).map(|_| pool.take()).collect();
                failure.arm();
                drop(objects);
            };
            threads.spawn(ends).join().expect("it does not panic");
        });
        let objects: Vec<_> = (0..600).map(|_| pool.take()).collect();
        failure.arm();
        drop(objects);
        let stats = pool.stats();
        assert_eq!(stats.live, 0, "{stats:?}");
        assert_identities(&stats);
        drop(pool);
        LEFT.set(None);
    }
}

/// An object with containers that keep their elements, with more in them than a reset keeps.
#[derive(Pooled, Default)]
struct Reused {
    list: ReuseVec<Vec<u8>>,
    option: ReuseOption<String>,
    map: ReuseMap<u16, Vec<u8>>,
    large: Vec<u8>,
}

impl Reused {
    fn fill(&mut self) {
        for n in 0..20 {
            self.list.add().resize(8_000, 1);
            self.map.entry_ref(&n).resize(8_000, 1);
        }
        self.option.insert_clean().push_str(&"x".repeat(100_000));
        self.large.resize(200_000, 1);
    }
}

/// Returns objects whose resets shrink what they own, to the pool of their type and to that of a value.
fn returns_of_what_is_shrunk(failure: Failure) {
    let pool = Pool::builder(Reused::default).reset_by_rules().build();
    let mut objects = take::<Reused>(3);
    let mut of_pool = (0..3).map(|_| pool.take()).collect::<Vec<_>>();
    objects.iter_mut().map(|it| &mut **it).chain(of_pool.iter_mut().map(|it| &mut **it)).for_each(Reused::fill);
    failure.arm();
    objects.clear();
    of_pool.clear();
}

/// The last shared handles go, here and on a thread without a cache.
fn shared_handles(failure: Failure) {
    let mut objects: Vec<_> = take::<Static>(600).into_iter().map(PoolBox::share).collect();
    let clones = objects.clone();
    failure.arm();
    objects.clear();
    LEFT.set(None);
    let before = FAILED.get();
    let there = thread::spawn(move || {
        failure.arm();
        drop(clones);
        LEFT.set(None);
        FAILED.get()
    });
    FAILED.set(before + there.join().expect("it does not panic"));
}

/// Records of what is live go.
fn returns_of_what_is_tracked(failure: Failure) {
    configure(Settings::new().mode(Mode::Track)).expect("no pool was used");
    let pool = Pool::new(|| vec![1]);
    let of_pool = (0..100).map(|_| pool.take()).collect::<Vec<_>>();
    let objects = take::<Static>(600);
    failure.arm();
    drop((objects, of_pool));
}

/// An object that no pool keeps, in a list so long that drops wait for each other.
#[derive(Pooled, Default)]
#[pooled(validate = never)]
struct Link {
    #[pooled(keep)]
    next: Option<PoolBox<Link>>,
}

fn never(_: &mut Link) -> bool {
    false
}

fn a_list_is_dropped(failure: Failure) {
    let make = |n: usize| {
        (0..n).fold(Link::take(), |next, _| {
            let mut link = Link::take();
            link.next = Some(next);
            link
        })
    };
    let list = make(300);
    failure.arm();
    drop(list);
}

/// What is idle when an interval ends moves to the depot.
fn an_interval_ends(failure: Failure) {
    drop((take::<Static>(300), take::<Local>(40)));
    advance_clock(Duration::from_secs(11));
    failure.arm();
    for _ in 0..100 {
        drop((Static::try_take(), Local::try_take()));
    }
}

/// The allocator fails until the very end of the thread.
fn a_thread_ends(failure: Failure) {
    let ends = move || {
        drop((take::<Small>(12), take::<Static>(300), take::<Local>(40), take::<Generic<u16>>(40)));
        failure.arm();
    };
    thread::spawn(ends).join().expect("it does not panic");
}

type Scenario = (&'static str, fn(Failure));

const SCENARIOS: [Scenario; 14] = [
    ("returns to a small pool", |failure| returns::<Small>(12, failure)),
    ("returns", |failure| returns::<Static>(600, failure)),
    ("returns of a generic type", |failure| returns::<Generic<u8>>(600, failure)),
    ("returns of a local type", |failure| returns::<Local>(40, failure)),
    ("returns elsewhere", returns_elsewhere::<Static>),
    ("returns of a generic type elsewhere", returns_elsewhere::<Generic<u8>>),
    ("returns of a standard type elsewhere", returns_elsewhere::<String>),
    ("returns to pools of values, and their ends", returns_to_values),
    ("returns of what is shrunk", returns_of_what_is_shrunk),
    ("shared handles", shared_handles),
    ("returns of what is tracked", returns_of_what_is_tracked),
    ("a list is dropped", a_list_is_dropped),
    ("an interval ends", an_interval_ends),
    ("a thread ends", a_thread_ends),
];

/// The environment variable that says which allocation is to fail in this process.
const VARIABLE: &str = "POOLED_TEST_FAILURE";

/// Runs a scenario, and prints how many allocations failed.
fn run(name: &str, failure: Failure) {
    let (_, scenario) = SCENARIOS.iter().find(|(its, _)| *its == name).expect("there is such a scenario");
    scenario(failure);
    LEFT.set(None);
    for stats in [Small::stats(), Static::stats(), Local::stats(), Generic::<u8>::stats(), PoolBox::<String>::stats()] {
        assert_eq!(stats.live, 0, "{stats:?}");
        assert_identities(&stats);
    }
    print!("{}", FAILED.get());
}

/// Runs a scenario in a process of its own, because much is allocated once a process. Says how many allocations failed.
fn failed_in_a_process(name: &str, Failure { n, on }: Failure) -> u32 {
    let program = std::env::current_exe().expect("this program has a path");
    let output = Command::new(program).env(VARIABLE, format!("{name}/{n}/{on}")).output().expect("it can be run");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{name}: failure of allocation {n}, and of all after it: {on}\n{said}");
    String::from_utf8_lossy(&output.stdout).parse().expect("a number")
}

fn main() {
    if let Ok(chosen) = std::env::var(VARIABLE) {
        let mut parts = chosen.split('/');
        let [name, n, on] = [(); 3].map(|()| parts.next().expect("three parts"));
        return run(name, Failure { n: n.parse().expect("a number"), on: on == "true" });
    }
    for (name, _) in SCENARIOS {
        for on in [false, true] {
            // A thread that has ended can't say how many failed there.
            let most = if name == "a thread ends" { 10 } else { 1_000 };
            let tried =
                (0..most).take_while(|n| failed_in_a_process(name, Failure { n: *n, on }) > 0 || most == 10).count();
            assert!(tried > 0, "{name}: nothing is allocated");
        }
        println!("{name} ... ok");
    }
}
