//! Constructors, resets, validators and destructors that panic and come back to the pools, by scripts made at random.
//!
//! A script has a list of acts and a list of reactions. The places where a pool calls user code are hooks. Each call of
//! a hook takes the next reaction, which is some acts and an end, so every script ends. Only what makes Rust
//! abort is left out: a destructor that panics while a panic unwinds through it. So values are dropped under
//! `catch_unwind`.
//!
//! A script uses several threads, but each act is over before the next begins. So its schedule is always the same, and
//! a script that fails can be made smaller. `POOLED_LONG=1` tries many more scripts, other ones each time.
//!
//! A program of its own, because scripts trim the pools of all types, and because it sets a short interval.

mod support;

use std::any::Any;
use std::collections::{HashSet, VecDeque};
use std::mem;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering::SeqCst};
use std::sync::mpsc::{Sender, channel};
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};
use std::thread;
use std::time::Duration;

use pooled_types::{PoolBox, PoolStats, Pooled, Reset, Settings, configure};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestCaseError, TestRng, TestRunner};
use support::counts;

/// One thing to do, with objects of one type.
#[derive(Clone, Debug)]
enum Act {
    Take,
    TryTake,
    /// The handle in this place of the pile is dropped.
    Return(usize),
    /// The whole pile is dropped as a list. After the first panic, unwinding drops the rest.
    ReturnAll,
    /// A panic drops the handle.
    ReturnUnwinding(usize),
    /// The object is moved out and dropped as a value.
    Detach(usize),
    /// The object is moved out and put in a new handle.
    Readopt(usize),
    Adopt,
    Leak(usize),
    /// Acts in `take_with`.
    Lend(Vec<Act>),
    Warm(usize),
    Clear,
    /// So many of the idle objects are moved out, the rest is dropped with the iterator.
    Drain(usize),
    Trim,
    TrimThread,
    TrimAll,
    Stats,
    /// Acts with another type.
    Other(Vec<Act>),
    /// Acts on a thread that lives as long as the test.
    OnPeer(Vec<Act>),
    /// Acts on a thread of their own, which then ends.
    OnThread(Vec<Act>),
    Panic,
}

/// How a hook ends, after its acts.
#[derive(Clone, Copy, Debug, PartialEq)]
enum End {
    Fine,
    /// `validate` says no; elsewhere the same as `Fine`.
    Refuse,
    Panic,
}

/// What a hook does.
#[derive(Clone, Debug)]
struct Reaction {
    acts: Vec<Act>,
    end: End,
}

#[derive(Clone, Debug)]
struct Script {
    acts: Vec<Act>,
    reactions: Vec<Reaction>,
}

fn any_act() -> impl Strategy<Value = Act> {
    let simple = prop_oneof![
        6 => Just(Act::Take),
        2 => Just(Act::TryTake),
        6 => (0_usize..8).prop_map(Act::Return),
        1 => Just(Act::ReturnAll),
        2 => (0_usize..8).prop_map(Act::ReturnUnwinding),
        1 => (0_usize..8).prop_map(Act::Detach),
        1 => (0_usize..8).prop_map(Act::Readopt),
        1 => Just(Act::Adopt),
        1 => (0_usize..8).prop_map(Act::Leak),
        2 => (0_usize..6).prop_map(Act::Warm),
        1 => Just(Act::Clear),
        1 => (0_usize..4).prop_map(Act::Drain),
        1 => Just(Act::Trim),
        1 => Just(Act::TrimThread),
        1 => Just(Act::TrimAll),
        1 => Just(Act::Stats),
        1 => Just(Act::Panic),
    ];
    simple.prop_recursive(3, 24, 5, |act| {
        let acts = || prop::collection::vec(act.clone(), 1..5);
        prop_oneof![
            2 => acts().prop_map(Act::Lend),
            2 => acts().prop_map(Act::Other),
            2 => acts().prop_map(Act::OnPeer),
            1 => acts().prop_map(Act::OnThread),
        ]
    })
}

fn any_script() -> impl Strategy<Value = Script> {
    let end = prop_oneof![5 => Just(End::Fine), 1 => Just(End::Refuse), 2 => Just(End::Panic)];
    let acts = prop_oneof![3 => Just(Vec::new()), 1 => prop::collection::vec(any_act(), 1..4)];
    let reaction = (acts, end).prop_map(|(acts, end)| Reaction { acts, end });
    (prop::collection::vec(any_act(), 1..16), prop::collection::vec(reaction, 0..24))
        .prop_map(|(acts, reactions)| Script { acts, reactions })
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// What went wrong: noted here, because the pools catch the panics of hooks.
static WRONG: Mutex<Vec<String>> = Mutex::new(Vec::new());

fn check(is_right: bool, what: &str) {
    if !is_right {
        lock(&WRONG).push(what.to_owned());
    }
}

static REACTIONS: Mutex<VecDeque<Reaction>> = Mutex::new(VecDeque::new());
/// The objects that exist, without those that were leaked.
static EXISTING: Mutex<Option<HashSet<u64>>> = Mutex::new(None);
static NEXT_ID: AtomicU64 = AtomicU64::new(1);

fn with_existing<R>(work: impl FnOnce(&mut HashSet<u64>) -> R) -> R {
    work(lock(&EXISTING).get_or_insert_default())
}

/// What the hooks and acts of one type counted. Never reset: a script is judged by differences.
#[derive(Default)]
struct Tally {
    /// Constructors that returned.
    made: AtomicU64,
    /// Fresh objects whose reset panicked.
    stillborn: AtomicU64,
    takes: AtomicU64,
    adopted: AtomicU64,
    /// From handles.
    detached: AtomicU64,
    /// From a `Drain`.
    drained: AtomicU64,
    leaked: AtomicU64,
    /// Resets and validators that panicked on a return.
    panicked: AtomicU64,
    invalid: AtomicU64,
}

impl Tally {
    const fn new() -> Self {
        Self {
            made: AtomicU64::new(0),
            stillborn: AtomicU64::new(0),
            takes: AtomicU64::new(0),
            adopted: AtomicU64::new(0),
            detached: AtomicU64::new(0),
            drained: AtomicU64::new(0),
            leaked: AtomicU64::new(0),
            panicked: AtomicU64::new(0),
            invalid: AtomicU64::new(0),
        }
    }
}

fn bump(count: &AtomicU64) {
    count.fetch_add(1, SeqCst);
}

/// The contents of an object, and all of its hooks.
struct Body {
    id: u64,
    /// Not reset yet.
    is_fresh: bool,
    /// Set from the id while the object is in use.
    mark: u64,
    data: Vec<u64>,
    /// What every hook does, and what the hooks count: of the type that the body is in.
    react: fn() -> End,
    tally: &'static Tally,
}

impl Body {
    /// The constructor's hook.
    fn new<S: Subject>() -> Self {
        react::<S>();
        let tally = tally::<S>();
        bump(&tally.made);
        let id = NEXT_ID.fetch_add(1, SeqCst);
        with_existing(|existing| existing.insert(id));
        Self { id, is_fresh: true, mark: 0, data: Vec::new(), react: react::<S>, tally }
    }

    fn fill(&mut self) {
        check(self.mark == 0 && self.data.is_empty(), "an object was handed out that was not clean");
        self.mark = !self.id;
        self.data.push(self.id);
    }

    fn check_filled(&self) {
        check(self.mark == !self.id && self.data == [self.id], "an object in use was changed");
    }

    fn validate(&mut self) -> bool {
        check(self.mark == 0, "`validate` was asked before the reset");
        match catch_unwind(self.react) {
            Err(payload) => {
                bump(&self.tally.panicked);
                resume_unwind(payload)
            }
            Ok(End::Refuse) => {
                bump(&self.tally.invalid);
                false
            }
            Ok(End::Fine | End::Panic) => true,
        }
    }
}

impl Reset for Body {
    fn reset(&mut self) {
        let was_fresh = mem::take(&mut self.is_fresh);
        if let Err(payload) = catch_unwind(self.react) {
            bump(if was_fresh { &self.tally.stillborn } else { &self.tally.panicked });
            resume_unwind(payload);
        }
        self.mark = 0;
        self.data.clear();
    }
}

impl Drop for Body {
    fn drop(&mut self) {
        check(with_existing(|existing| existing.remove(&self.id)), "an object was dropped twice");
        (self.react)();
    }
}

/// A pooled type of this test.
trait Subject: Pooled + Send {
    type Other: Subject;
    fn make() -> Self;
    fn body(&mut self) -> &mut Body;
    fn known() -> &'static Known<Self>;
}

/// What every hook does: the next reaction, whose end it returns.
fn react<S: Subject>() -> End {
    let Some(Reaction { acts, end }) = lock(&REACTIONS).pop_front() else { return End::Fine };
    perform_all::<S>(&acts);
    if end == End::Panic {
        scripted_panic();
    }
    end
}

/// What this test knows of one type.
struct Known<S: Subject> {
    /// The handles that are in use.
    pile: Mutex<Vec<PoolBox<S>>>,
    tally: Tally,
}

fn pile<S: Subject>() -> MutexGuard<'static, Vec<PoolBox<S>>> {
    lock(&S::known().pile)
}

fn tally<S: Subject>() -> &'static Tally {
    &S::known().tally
}

macro_rules! subject {
    ($type:ty, $other:ty) => {
        impl Subject for $type {
            type Other = $other;

            fn make() -> Self {
                Self::new()
            }

            fn body(&mut self) -> &mut Body {
                &mut self.body
            }

            fn known() -> &'static Known<Self> {
                static KNOWN: Known<$type> = Known { pile: Mutex::new(Vec::new()), tally: Tally::new() };
                &KNOWN
            }
        }
    };
}

#[derive(Pooled)]
#[pooled(capacity = 3, depot = 4, new = Self::new, validate = Self::check)]
struct Plain {
    body: Body,
}

impl Plain {
    fn new() -> Self {
        Self { body: Body::new::<Self>() }
    }

    fn check(&mut self) -> bool {
        self.body.validate()
    }
}
subject!(Plain, Kept);

#[derive(Pooled)]
#[pooled(capacity = 2, depot = 3, new = Self::new, validate = Self::check)]
struct Kept {
    body: Body,
    #[pooled(keep)]
    _kept: Box<u8>,
}

impl Kept {
    fn new() -> Self {
        Self { body: Body::new::<Self>(), _kept: Box::new(7) }
    }

    fn check(&mut self) -> bool {
        self.body.validate()
    }
}
subject!(Kept, Unshared);

#[derive(Pooled)]
#[pooled(capacity = 2, depot = 0, new = Self::new, validate = Self::check)]
struct Unshared {
    body: Body,
}

impl Unshared {
    fn new() -> Self {
        Self { body: Body::new::<Self>() }
    }

    fn check(&mut self) -> bool {
        self.body.validate()
    }
}
subject!(Unshared, Generic<u16>);

/// Its hooks are those of the one instantiation that is used.
#[derive(Pooled)]
#[pooled(capacity = 2, depot = 2, new = Self::new, validate = Self::check)]
struct Generic<T: Reset + Send + 'static> {
    body: Body,
    more: Vec<T>,
}

impl<T: Reset + Send + 'static> Generic<T> {
    fn new() -> Self {
        Self { body: Body::new::<Generic<u16>>(), more: Vec::new() }
    }

    fn check(&mut self) -> bool {
        self.body.validate() && self.more.is_empty()
    }
}
subject!(Generic<u16>, Plain);

/// What scripts panic with.
struct Scripted;

/// Unwinds without a message on stderr.
fn scripted_panic() -> ! {
    resume_unwind(Box::new(Scripted));
}

/// Only scripted panics are expected.
fn check_scripted(payload: &(dyn Any + Send)) {
    if !payload.is::<Scripted>() {
        let text = payload.downcast_ref::<&str>().map(ToString::to_string);
        let text = text.or_else(|| payload.downcast_ref::<String>().cloned());
        check(false, &format!("a panic that is in no script: {}", text.as_deref().unwrap_or("?")));
    }
}

/// Drops a value; its panic goes on when the value is gone.
fn drop_value<S: Subject>(value: S) {
    if let Err(payload) = catch_unwind(AssertUnwindSafe(|| drop(value))) {
        resume_unwind(payload);
    }
}

/// The handle in a place of the pile, or in one before it.
fn pick<S: Subject>(at: usize) -> Option<PoolBox<S>> {
    let mut pile = pile::<S>();
    if pile.is_empty() {
        return None;
    }
    let at = at % pile.len();
    let mut object = pile.remove(at);
    drop(pile);
    object.body().check_filled();
    Some(object)
}

fn receive<S: Subject>(mut object: PoolBox<S>) {
    object.body().fill();
    pile::<S>().push(object);
}

fn perform_all<S: Subject>(acts: &[Act]) {
    acts.iter().for_each(perform::<S>);
}

fn perform<S: Subject>(act: &Act) {
    let counts = tally::<S>();
    match act {
        Act::Take => {
            let object = S::take();
            bump(&counts.takes);
            receive(object);
        }
        Act::TryTake => {
            if let Some(object) = S::try_take() {
                bump(&counts.takes);
                receive(object);
            }
        }
        &Act::Return(at) => drop(pick::<S>(at)),
        Act::ReturnAll => {
            let all = mem::take(&mut *pile::<S>());
            drop(all);
        }
        &Act::ReturnUnwinding(at) => {
            let object = pick::<S>(at);
            let unwound = catch_unwind(AssertUnwindSafe(|| {
                let _object = object;
                scripted_panic();
            }));
            check(unwound.is_err(), "a panic got lost");
        }
        &Act::Detach(at) => {
            if let Some(object) = pick::<S>(at) {
                bump(&counts.detached);
                drop_value(PoolBox::detach(object));
            }
        }
        &Act::Readopt(at) => {
            if let Some(object) = pick::<S>(at) {
                bump(&counts.detached);
                bump(&counts.adopted);
                let object = PoolBox::new(PoolBox::detach(object));
                pile::<S>().push(object);
            }
        }
        Act::Adopt => {
            let mut value = S::make();
            counts.made.fetch_sub(1, SeqCst); // Not by the pool.
            value.body().is_fresh = false;
            bump(&counts.adopted);
            receive(PoolBox::new(value));
        }
        &Act::Leak(at) => {
            if cfg!(miri) {
                return; // It reports what is leaked, as it should.
            }
            if let Some(object) = pick::<S>(at) {
                bump(&counts.leaked);
                let id = PoolBox::leak(object).body().id;
                with_existing(|existing| existing.remove(&id));
            }
        }
        Act::Lend(acts) => {
            let mut counted = false;
            S::take_with(|object| {
                bump(&counts.takes);
                counted = true;
                object.body().fill();
                perform_all::<S>(acts);
                object.body().check_filled();
            });
            check(counted, "`take_with` lent nothing");
        }
        &Act::Warm(n) => _ = S::warm(n),
        Act::Clear => S::clear(),
        &Act::Drain(n) => {
            let mut idle = S::drain();
            for _ in 0..n {
                let Some(value) = idle.next() else { break };
                bump(&counts.drained);
                drop_value(value);
            }
        }
        Act::Trim => S::trim(),
        Act::TrimThread => pooled_types::trim_thread(),
        Act::TrimAll => pooled_types::trim(),
        Act::Stats => {
            let _ = S::stats();
            let _ = pooled_types::stats().to_string();
        }
        Act::Other(acts) => perform_all::<S::Other>(acts),
        Act::OnPeer(acts) => on_peer::<S>(acts.clone()),
        Act::OnThread(acts) => {
            let acts = acts.clone();
            if let Err(payload) = thread::spawn(move || perform_all::<S>(&acts)).join() {
                resume_unwind(payload);
            }
        }
        Act::Panic => scripted_panic(),
    }
}

type Job = Box<dyn FnOnce() + Send>;
type Outcome = thread::Result<()>;
/// Where the peer gets its jobs from, with the place for the outcome.
type Jobs = Mutex<Sender<(Job, Sender<Outcome>)>>;

/// The thread that lives as long as the test.
fn peer() -> &'static Jobs {
    static PEER: OnceLock<Jobs> = OnceLock::new();
    PEER.get_or_init(|| {
        let (jobs, inbox) = channel::<(Job, Sender<Outcome>)>();
        thread::spawn(move || {
            for (job, done) in inbox {
                let _ = done.send(catch_unwind(AssertUnwindSafe(job)));
            }
        });
        Mutex::new(jobs)
    })
}

/// Does the acts on the peer. If the peer is busy, it may be waiting for this thread, which then does them itself.
fn on_peer<S: Subject>(acts: Vec<Act>) {
    static IS_BUSY: AtomicBool = AtomicBool::new(false);
    if IS_BUSY.swap(true, SeqCst) {
        return perform_all::<S>(&acts);
    }
    let (done, outcome) = channel();
    lock(peer()).send((Box::new(move || perform_all::<S>(&acts)), done)).expect("the peer lives");
    let outcome = outcome.recv().expect("the peer lives");
    IS_BUSY.store(false, SeqCst);
    if let Err(payload) = outcome {
        resume_unwind(payload);
    }
}

/// The counts of one type, by the pool and by the test.
struct Before {
    stats: PoolStats,
    tally: [u64; 9],
}

fn read<S: Subject>() -> Before {
    let Tally { made, stillborn, takes, adopted, detached, drained, leaked, panicked, invalid } = tally::<S>();
    let tally =
        [made, stillborn, takes, adopted, detached, drained, leaked, panicked, invalid].map(|count| count.load(SeqCst));
    Before { stats: S::stats(), tally }
}

/// Compares what the pool counted since `before` with what the test did, when nothing is in use or idle.
fn judge<S: Subject>(before: &Before) {
    let after = read::<S>();
    let mut at = 0;
    let [made, stillborn, takes, adopted, detached, drained, leaked, panicked, invalid] = after.tally.map(|count| {
        at += 1;
        count.wrapping_sub(before.tally[at - 1])
    });
    let (new, old) = (&after.stats, &before.stats);
    let same = |what: &str, count: u64, expected: u64| {
        check(count == expected, &format!("{}: {what} is {count}, not {expected}: {new:?}", new.name));
    };
    same("takes", new.takes - old.takes, takes);
    same("created", new.created() - old.created(), (made + adopted).wrapping_sub(stillborn));
    same("adopted", new.adopted - old.adopted, adopted);
    same("detached", new.detached - old.detached, detached + drained);
    same("leaked", new.leaked - old.leaked, leaked);
    same("panicked", new.discards.panicked - old.discards.panicked, panicked);
    same("invalid", new.discards.invalid - old.discards.invalid, invalid);
    let ended = |stats: &PoolStats| stats.returns + counts::discarded_handles(&stats.discards);
    same("handles ended", ended(new) - ended(old) + detached + leaked, takes + adopted);
    same("live", new.live, old.live);
    same("idle", new.idle, 0);
    if let Err(payload) = catch_unwind(|| counts::assert_identities(new)) {
        check_scripted(&*payload);
    }
}

/// Counts scripts, for the watchdog.
static SCRIPTS: AtomicU64 = AtomicU64::new(0);

/// Runs a script, brings everything to rest, and compares.
fn run(script: &Script) -> Result<(), TestCaseError> {
    SCRIPTS.fetch_add(1, SeqCst);
    lock(&WRONG).clear();
    with_existing(HashSet::clear);
    let before = (read::<Plain>(), read::<Kept>(), read::<Unshared>(), read::<Generic<u16>>());
    *lock(&REACTIONS) = script.reactions.clone().into();
    for act in &script.acts {
        if let Err(payload) = catch_unwind(AssertUnwindSafe(|| perform::<Plain>(act))) {
            check_scripted(&*payload);
        }
    }
    // From here on the hooks do nothing.
    lock(&REACTIONS).clear();
    for acts in [[Act::ReturnAll, Act::TrimThread], [Act::TrimAll, Act::TrimThread]] {
        let everywhere = [
            Act::Other(acts.to_vec()),
            Act::Other(vec![Act::Other(acts.to_vec())]),
            Act::Other(vec![Act::Other(vec![Act::Other(acts.to_vec())])]),
        ];
        perform_all::<Plain>(&acts);
        perform_all::<Plain>(&everywhere);
        perform::<Plain>(&Act::OnPeer(acts.to_vec()));
    }
    perform::<Plain>(&Act::TrimAll);
    judge::<Plain>(&before.0);
    judge::<Kept>(&before.1);
    judge::<Unshared>(&before.2);
    judge::<Generic<u16>>(&before.3);
    let left = with_existing(|existing| existing.len());
    check(left == 0, &format!("{left} objects were never dropped"));
    let wrong = mem::take(&mut *lock(&WRONG));
    if wrong.is_empty() { Ok(()) } else { Err(TestCaseError::fail(wrong.join("\n"))) }
}

/// Ends the process if no script ends for a long while.
fn watch() {
    thread::spawn(|| {
        let mut before = 0;
        loop {
            thread::sleep(Duration::from_secs(120));
            let now = SCRIPTS.load(SeqCst);
            if now == before {
                eprintln!("script {now} hangs");
                std::process::abort();
            }
            before = now;
        }
    });
}

#[test]
fn scripts_of_panics_and_re_entrance() {
    // So short that idle objects are also dropped for their age, in the middle of scripts.
    configure(Settings::new().interval(Duration::from_millis(1))).expect("no pool was used yet");
    let long = std::env::var_os("POOLED_LONG").is_some();
    let cases = match (cfg!(miri), long, cfg!(debug_assertions)) {
        (true, ..) => 10,
        (_, true, _) => 200_000,
        (_, _, true) => 1_000,
        _ => 4_000,
    };
    if !cfg!(miri) {
        watch();
    }
    let config = Config { cases, failure_persistence: None, max_shrink_iters: 20_000, ..Config::default() };
    let mut runner = if long {
        TestRunner::new(config)
    } else {
        TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha))
    };
    if let Err(error) = runner.run(&any_script(), |script| run(&script)) {
        panic!("{error}");
    }
}
