//! Exactly once: over random schedules of many threads, every object is handed out clean, has one holder and is freed
//! once, and all of it is counted right.
//!
//! A program of its own, because it measures its process as a whole. `POOLED_LONG=1` makes it run for at least 100
//! million handovers, `POOLED_HANDOVERS=n` for `n`. `POOLED_SEED=n` repeats the schedule of each thread (not how they
//! interleave).

mod support;

use std::cell::RefCell;
use std::env;
use std::mem;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering::Relaxed};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Barrier, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use pooled_types::{PoolBox, Pooled, Reset, Settings, configure};
#[cfg(not(miri))]
use support::allocator::Checking;
use support::allocator::live_bytes;
use support::counts::{assert_identities, assert_nothing_left, discarded, discarded_handles};
use support::rng::Rng;

// Under Miri nothing is counted: it objects to the notes that this writes behind allocations.
#[cfg(not(miri))]
#[global_allocator]
static ALLOCATOR: Checking = Checking;

const TYPES: usize = 5;
/// Threads that are alive at the same time and use the pools.
const THREADS: usize = 6;
/// How many objects of a type a thread holds in its hands.
const IN_HAND: usize = 24;
const CHANNELS: usize = 2;
const SHELF: usize = 32;

/// What the test counts of each type, to be compared with what the pool counts.
#[derive(Default)]
struct Tally {
    created: AtomicU64,
    destroyed: AtomicU64,
    /// How often the objects that were destroyed had been handed out.
    uses: AtomicU64,
    /// Successful takes, of either kind.
    takes: AtomicU64,
    adopted: AtomicU64,
    /// From handles.
    detached: AtomicU64,
    /// From a `Drain`.
    drained: AtomicU64,
    /// Values that came out of the pool and were put back.
    again: AtomicU64,
}

static TALLIES: [Tally; TYPES] = [const { Tally::new() }; TYPES];
/// Serial numbers, different in all objects of all types.
static SERIAL: AtomicU64 = AtomicU64::new(1);

impl Tally {
    const fn new() -> Self {
        Self {
            created: AtomicU64::new(0),
            destroyed: AtomicU64::new(0),
            uses: AtomicU64::new(0),
            takes: AtomicU64::new(0),
            adopted: AtomicU64::new(0),
            detached: AtomicU64::new(0),
            drained: AtomicU64::new(0),
            again: AtomicU64::new(0),
        }
    }
}

fn bump(count: &AtomicU64) {
    count.fetch_add(1, Relaxed);
}

/// Stands at both ends of an object, so that a write past the end of its neighbour shows.
const CANARY: u64 = 0x0ddb_a11c_0c0a_c0de;
/// What the canaries of a destroyed object are overwritten with.
const DEAD: u64 = 0xdead;

/// The contents of every object: they tell when somebody else writes to it, frees it or holds it too.
struct Content<const N: usize> {
    front: u64,
    serial: u64,
    /// How often the object was handed out. Survives resets.
    uses: u64,
    /// Whether a handle or this test has the object, rather than the pool.
    held: AtomicBool,
    owner: u64,
    words: Vec<u64>,
    sum: u64,
    back: u64,
}

impl<const N: usize> Default for Content<N> {
    fn default() -> Self {
        bump(&TALLIES[N].created);
        let serial = SERIAL.fetch_add(1, Relaxed);
        let held = AtomicBool::new(true);
        Self { front: CANARY, serial, uses: 0, held, owner: 0, words: Vec::new(), sum: 0, back: CANARY ^ serial }
    }
}

impl<const N: usize> Content<N> {
    fn sum(&self) -> u64 {
        self.words.iter().fold(self.owner ^ self.serial, |sum, word| sum.rotate_left(7) ^ word)
    }

    fn assert_canaries(&self) {
        assert!(self.front == CANARY && self.back == CANARY ^ self.serial, "an object was overwritten or freed");
    }

    fn is_clean(&self) -> bool {
        self.owner == 0 && self.words.is_empty() && self.sum == 0
    }

    fn assert_filled(&self) {
        self.assert_canaries();
        assert!(self.held.load(Relaxed), "an object in use was returned");
        assert!(self.owner != 0 && self.sum == self.sum(), "an object in use was changed");
    }

    /// What is true whenever an object leaves the pool, by a take or by value.
    fn receive(&mut self, taken: bool) {
        self.assert_canaries();
        assert!(self.is_clean(), "an object was handed out before it was clean");
        assert!(!self.held.swap(true, Relaxed), "an object was handed out twice");
        self.uses += u64::from(taken);
    }

    fn fill(&mut self, rng: &mut Rng) {
        self.owner = rng.next() | 1;
        self.words.extend((0..rng.below(5)).map(|_| rng.next()));
        self.sum = self.sum();
    }
}

impl<const N: usize> Reset for Content<N> {
    fn reset(&mut self) {
        self.assert_canaries();
        assert!(self.held.swap(false, Relaxed), "an object was returned twice");
        assert!(self.is_clean() || self.sum == self.sum(), "an object was changed before it was returned");
        self.owner = 0;
        self.words.clear();
        self.sum = 0;
    }
}

impl<const N: usize> Drop for Content<N> {
    fn drop(&mut self) {
        self.assert_canaries();
        assert!(self.is_clean() || self.sum == self.sum(), "an object was changed before it was freed");
        bump(&TALLIES[N].destroyed);
        TALLIES[N].uses.fetch_add(self.uses, Relaxed);
        (self.front, self.back) = (DEAD, DEAD);
    }
}

/// A pooled type with such contents.
trait Subject: Pooled + Send + Default {
    const INDEX: usize;
    fn receive(&mut self, taken: bool);
    fn fill(&mut self, rng: &mut Rng);
    fn assert_filled(&self);

    fn tally() -> &'static Tally {
        &TALLIES[Self::INDEX]
    }
}

macro_rules! subject {
    ($type:ty, $index:literal) => {
        impl Subject for $type {
            const INDEX: usize = $index;

            fn receive(&mut self, taken: bool) {
                self.content.receive(taken);
            }

            fn fill(&mut self, rng: &mut Rng) {
                self.content.fill(rng);
            }

            fn assert_filled(&self) {
                self.content.assert_filled();
            }
        }
    };
}

#[derive(Pooled, Default)]
struct Plain {
    content: Content<0>,
}
subject!(Plain, 0);

#[derive(Pooled, Default)]
struct Generic<T> {
    content: Content<1>,
    more: Vec<T>,
}
subject!(Generic<u32>, 1);

#[derive(Pooled, Default)]
#[pooled(depot = 0, capacity = 8)]
struct Unshared {
    content: Content<2>,
}
subject!(Unshared, 2);

#[derive(Pooled, Default)]
#[pooled(capacity = 2, depot = 3)]
struct Small {
    content: Content<3>,
}
subject!(Small, 3);

/// Keeps a serial number and canaries of its own, so an unwinding thread must not return it.
#[derive(Pooled, Default)]
#[pooled(capacity = 16)]
struct Kept {
    content: Content<4>,
    #[pooled(keep)]
    kept: [u64; 3],
}

impl Subject for Kept {
    const INDEX: usize = 4;

    fn receive(&mut self, taken: bool) {
        self.content.receive(taken);
        let serial = self.content.serial;
        if self.content.uses <= 1 && self.kept == [0; 3] {
            self.kept = [CANARY, serial, CANARY];
        }
        assert_eq!(self.kept, [CANARY, serial, CANARY], "what is kept was not kept");
    }

    fn fill(&mut self, rng: &mut Rng) {
        self.content.fill(rng);
    }

    fn assert_filled(&self) {
        self.content.assert_filled();
    }
}

/// Both ends of a channel.
type Channel<S> = (SyncSender<PoolBox<S>>, Mutex<Receiver<PoolBox<S>>>);

/// Where the threads leave objects of one type for each other.
struct Station<S: Pooled> {
    channels: Vec<Channel<S>>,
    shelf: Vec<Mutex<Option<PoolBox<S>>>>,
}

impl<S: Subject> Station<S> {
    fn new() -> Self {
        let channel = |size| {
            let (sender, receiver) = sync_channel(size);
            (sender, Mutex::new(receiver))
        };
        Self {
            channels: (1..=CHANNELS).map(|n| channel(n * n * 40)).collect(),
            shelf: (0..SHELF).map(|_| Mutex::default()).collect(),
        }
    }

    /// `None` if the channel is empty or somebody else reads it.
    fn receive(&self, at: usize) -> Option<PoolBox<S>> {
        self.channels[at].1.try_lock().ok()?.try_recv().ok()
    }

    /// Gives the object back if the channel is full.
    fn send(&self, at: usize, object: PoolBox<S>) -> Option<PoolBox<S>> {
        use std::sync::mpsc::TrySendError::{Disconnected, Full};
        match self.channels[at].0.try_send(object) {
            Ok(()) => None,
            Err(Full(object) | Disconnected(object)) => Some(object),
        }
    }

    fn swap(&self, at: usize, object: Option<PoolBox<S>>) -> Option<PoolBox<S>> {
        mem::replace(&mut *self.shelf[at].lock().unwrap_or_else(PoisonError::into_inner), object)
    }
}

#[expect(clippy::type_complexity, reason = "one of each type")]
struct World {
    stations: (Station<Plain>, Station<Generic<u32>>, Station<Unshared>, Station<Small>, Station<Kept>),
    /// Objects handed out so far in this round.
    handovers: AtomicU64,
    goal: u64,
}

/// What a thread holds. Now and then it outlives the thread.
#[derive(Default)]
#[expect(clippy::type_complexity, reason = "one of each type")]
struct Hands {
    objects: (Held<Plain>, Held<Generic<u32>>, Held<Unshared>, Held<Small>, Held<Kept>),
}

type Held<S> = Vec<PoolBox<S>>;

thread_local! {
    /// Dropped with the thread.
    static LEFT: RefCell<Hands> = RefCell::default();
}

/// What a thread mostly does.
#[derive(Clone, Copy)]
enum Role {
    Producer,
    Consumer,
    Forwarder,
}

/// One thread's dealings with one type.
struct Worker<'a, S: Subject> {
    station: &'a Station<S>,
    held: &'a mut Held<S>,
    rng: &'a mut Rng,
    role: Role,
    handovers: u64,
}

impl<S: Subject> Worker<'_, S> {
    fn steps(mut self) -> u64 {
        for _ in 0..200 {
            match self.rng.below(1_000) {
                0..5 => self.rare(),
                5..20 => self.odd(),
                20..60 => self.shelve(),
                _ => self.usual(),
            }
        }
        self.handovers
    }

    fn usual(&mut self) {
        let channel = self.rng.below(CHANNELS);
        match (self.role, self.rng.one_in(2)) {
            (Role::Producer, true) => self.take(),
            (Role::Producer, false) => self.send(channel),
            (Role::Consumer, true) => self.receive(channel),
            (Role::Consumer, false) => self.return_one(),
            (Role::Forwarder, true) => {
                self.receive(0);
                self.send(1);
            }
            // A burst: more than the small stacks hold, returned at once.
            (Role::Forwarder, false) => {
                (0..3).for_each(|_| self.take());
                (0..3).for_each(|_| self.return_one());
            }
        }
    }

    fn take(&mut self) {
        let object = if self.rng.one_in(4) { S::try_take() } else { Some(S::take()) };
        if let Some(mut object) = object {
            self.handovers += 1;
            object.receive(true);
            object.fill(self.rng);
            self.keep(object);
        }
    }

    /// Takes an object into this thread's hands, and makes room by returning another.
    fn keep(&mut self, object: PoolBox<S>) {
        object.assert_filled();
        self.held.push(object);
        if self.held.len() > IN_HAND {
            self.return_one();
        }
    }

    fn any_held(&mut self) -> Option<PoolBox<S>> {
        if self.held.is_empty() {
            return None;
        }
        let object = self.held.swap_remove(self.rng.below(self.held.len()));
        object.assert_filled();
        Some(object)
    }

    fn return_one(&mut self) {
        drop(self.any_held());
    }

    fn send(&mut self, channel: usize) {
        if let Some(object) = self.any_held() {
            if let Some(object) = self.station.send(channel, object) {
                self.keep(object);
            }
        }
    }

    fn receive(&mut self, channel: usize) {
        if let Some(object) = self.station.receive(channel) {
            self.keep(object);
        }
    }

    fn shelve(&mut self) {
        let object = self.any_held();
        let at = self.rng.below(SHELF);
        if let Some(object) = self.station.swap(at, object) {
            self.keep(object);
        }
    }

    /// What is done to single objects now and then.
    fn odd(&mut self) {
        let tally = S::tally();
        match self.rng.below(6) {
            0 => {
                if let Some(object) = self.any_held() {
                    let unwound = catch_unwind(AssertUnwindSafe(|| {
                        let _object = object;
                        resume_unwind(Box::new("on purpose"));
                    }));
                    assert!(unwound.is_err());
                }
            }
            1 => {
                if let Some(object) = self.any_held() {
                    bump(&tally.detached);
                    let value = PoolBox::detach(object);
                    value.assert_filled();
                    if self.rng.one_in(2) {
                        self.adopt(value);
                        bump(&tally.again);
                    }
                }
            }
            2 => {
                let mut value = S::default();
                value.fill(self.rng);
                self.adopt(value);
            }
            3 => {
                let lent = self.rng.next();
                S::take_with(|object| {
                    object.receive(true);
                    object.fill(&mut Rng::new(lent));
                    object.assert_filled();
                });
                self.handovers += 1;
            }
            _ => _ = S::warm(self.rng.below(20)),
        }
    }

    fn adopt(&mut self, value: S) {
        bump(&S::tally().adopted);
        self.keep(PoolBox::new(value));
    }

    /// What concerns whole pools.
    fn rare(&mut self) {
        match self.rng.below(7) {
            0 => S::trim(),
            1 => S::clear(),
            2 => pooled_types::trim_thread(),
            3 if self.rng.one_in(4) => pooled_types::trim(),
            4 => drop(S::stats()),
            5 => {
                let tally = S::tally();
                let drained: Vec<S> = S::drain().take(3).collect();
                for mut value in drained {
                    bump(&tally.drained);
                    value.receive(false);
                    if self.rng.one_in(2) {
                        value.fill(self.rng);
                        bump(&tally.again);
                        self.adopt(value);
                    }
                }
            }
            _ => drop(mem::take(self.held)),
        }
    }
}

/// The life of a thread: some work with each type, and an end with full or empty hands.
fn live(world: &World, seed: u64, mut hands: Hands) -> Hands {
    let mut rng = Rng::new(seed);
    let roles = [Role::Producer, Role::Consumer, Role::Forwarder];
    let role = roles[rng.below(roles.len())];
    for _ in 0..=rng.below(60) {
        if world.handovers.load(Relaxed) >= world.goal {
            break;
        }
        macro_rules! work {
            ($($at:tt)*) => {
                match rng.below(TYPES) {
                    $($at => {
                        let (station, held) = (&world.stations.$at, &mut hands.objects.$at);
                        let handovers = Worker { station, held, rng: &mut rng, role, handovers: 0 }.steps();
                        TALLIES[$at].takes.fetch_add(handovers, Relaxed);
                        handovers
                    })*
                    _ => unreachable!("there are no more types"),
                }
            };
        }
        world.handovers.fetch_add(work!(0 1 2 3 4), Relaxed);
    }
    match rng.below(3) {
        0 => hands,
        1 => {
            LEFT.with_borrow_mut(|left| mem::swap(left, &mut hands));
            Hands::default()
        }
        _ => Hands::default(),
    }
}

/// Lets threads work, end and begin again until enough objects were handed out, then drops all that is left.
fn round(seed: u64, goal: u64) {
    let stations = (Station::new(), Station::new(), Station::new(), Station::new(), Station::new());
    let world = Arc::new(World { stations, handovers: AtomicU64::new(0), goal });
    let places: Vec<_> = (0..THREADS)
        .map(|place| {
            let world = world.clone();
            thread::spawn(move || {
                let mut rng = Rng::new(seed ^ place as u64);
                let mut hands = Hands::default();
                while world.handovers.load(Relaxed) < world.goal {
                    let (world, seed) = (world.clone(), rng.next());
                    hands = thread::spawn(move || live(&world, seed, hands)).join().expect("no assertion failed");
                }
                hands
            })
        })
        .collect();
    for place in places {
        // The pools of this thread get what the last thread of each place held.
        drop(place.join().expect("no assertion failed"));
    }
    drop(Arc::into_inner(world).expect("the threads have ended"));
    pooled_types::trim();
}

/// Compares what the pool counted with what the test counted, when nothing is in use or idle.
fn check<S: Subject>() {
    let read = |count: &AtomicU64| count.load(Relaxed);
    let (stats, tally) = (S::stats(), S::tally());
    assert_nothing_left(&stats);
    assert_eq!(read(&tally.created), read(&tally.destroyed), "{stats:?}");
    assert_eq!(stats.takes, read(&tally.takes), "{stats:?}");
    assert_eq!(stats.takes, read(&tally.uses), "objects were handed out other than by takes: {stats:?}");
    assert_eq!(stats.adopted, read(&tally.adopted), "{stats:?}");
    assert_eq!(stats.detached, read(&tally.detached) + read(&tally.drained), "{stats:?}");
    let ended = stats.returns + discarded_handles(&stats.discards) + read(&tally.detached);
    assert_eq!(stats.takes + stats.adopted, ended, "each handle ended in one way: {stats:?}");
    let again = read(&tally.again);
    assert_eq!(stats.created(), read(&tally.created) - fresh_values::<S>() + read(&tally.adopted), "{stats:?}");
    assert_eq!(discarded(&stats.discards) + stats.detached, read(&tally.destroyed) + again, "{stats:?}");
}

/// Values that this test made itself, rather than a pool.
fn fresh_values<S: Subject>() -> u64 {
    S::tally().adopted.load(Relaxed) - S::tally().again.load(Relaxed)
}

fn touch<S: Subject>() {
    S::take().receive(true);
    bump(&S::tally().takes);
}

/// Makes the lists that live as long as the process as large as they will ever be: one place a thread and type.
fn widen() {
    let together = Barrier::new(THREADS + 1);
    let touch_all = || {
        touch::<Plain>();
        touch::<Generic<u32>>();
        touch::<Unshared>();
        touch::<Small>();
        touch::<Kept>();
        together.wait();
    };
    thread::scope(|scope| {
        let threads: Vec<_> = (0..THREADS).map(|_| scope.spawn(touch_all)).collect();
        touch_all();
        // A scope alone does not wait for the destructors of thread-locals.
        for thread in threads {
            thread.join().expect("no assertion failed");
        }
    });
}

fn number(variable: &str) -> Option<u64> {
    let text = env::var(variable).ok()?;
    Some(text.parse().unwrap_or_else(|error| panic!("{variable}={text}: {error}")))
}

/// What the memory of batches may grow by in bytes.
const BATCHES: isize = 64 * 1024;

fn main() {
    let long = env::var_os("POOLED_LONG").is_some();
    let default = match (cfg!(miri), long, cfg!(debug_assertions)) {
        (true, ..) => 300,
        (_, true, _) => 100_000_000,
        (_, _, true) => 1_000_000,
        _ => 4_000_000,
    };
    let goal = number("POOLED_HANDOVERS").unwrap_or(default);
    let seed = number("POOLED_SEED").unwrap_or(0x5eed);
    let rounds = if long { 10 } else { 4 };
    // Short, so that idle objects are dropped for their age during the test.
    configure(Settings::new().interval(Duration::from_millis(20))).expect("no pool was used yet");
    let hook = std::panic::take_hook();
    let round_now = Arc::new(AtomicUsize::new(0));
    let at = round_now.clone();
    std::panic::set_hook(Box::new(move |panic| {
        hook(panic);
        eprintln!("in round {}; repeat with POOLED_SEED={seed} POOLED_HANDOVERS={goal}", at.load(Relaxed));
    }));

    let start = Instant::now();
    widen();
    let mut bytes = None;
    for n in 0..rounds {
        round_now.store(n, Relaxed);
        round(seed.wrapping_add(n as u64), goal / rounds as u64 + 1);
        check::<Plain>();
        check::<Generic<u32>>();
        check::<Unshared>();
        check::<Small>();
        check::<Kept>();
        for stats in &pooled_types::stats() {
            assert_identities(stats);
        }
        // The first round makes what is made once a process. A later one may use more batches at once, whose memory is
        // kept and doubles when it grows.
        let now = live_bytes();
        let more = now - *bytes.get_or_insert(now);
        assert!((-BATCHES..=BATCHES).contains(&more), "round {n} left {more} bytes behind");
    }
    let takes = TALLIES.iter().map(|tally| tally.takes.load(Relaxed)).sum::<u64>();
    assert!(takes >= goal, "{takes} handovers of {goal}");
    println!("{takes} handovers in {:.1} seconds, seed {seed}", start.elapsed().as_secs_f64());
    println!("{}", pooled_types::stats());
}
