//! Leaks by age, by place and by number, and the hook that hears of them.
//!
//! A program of its own, because it runs each part in a child process: there is one hook in a process, and its clock is
//! moved forward.

mod support;

use std::backtrace::Backtrace;
use std::process::ExitCode;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::sync::{Arc, Barrier, Mutex, mpsc};
use std::thread;
use std::time::Duration;

use pooled_types::{LeakAlert, Mode, PoolBox, Pooled, Settings, configure, leaks, leaks_older_than, on_leak, trim};
use support::child::{self, Scenario, prints_nothing};
use support::counts::assert_identities;
use support::intervals::{INTERVAL, end_interval, pass};

#[derive(Pooled, Default, Clone)]
struct Parcel {
    list: Vec<u8>,
}

#[derive(Pooled, Default)]
struct Generic<T> {
    list: Vec<T>,
}

const SECOND: Duration = Duration::from_secs(1);
const HOUR: Duration = Duration::from_secs(3600);

fn track(sample: u32) {
    configure(Settings::new().mode(Mode::Track).sample(sample).interval(INTERVAL)).expect("no pool was used yet");
}

fn live() -> u64 {
    leaks().iter().map(|leak| leak.count).sum()
}

fn leaks_have_an_age() {
    track(1);
    let old = Parcel::take();
    pass(10 * SECOND);
    let young: [_; 2] = std::array::from_fn(|_| Parcel::take());
    pass(SECOND);
    let list = leaks();
    let [two, one] = list.as_slice() else { panic!("{list:?}") };
    assert!(two.count == 2 && two.age >= SECOND && two.age < 5 * SECOND, "{two:?}");
    assert!(one.count == 1 && one.age >= 11 * SECOND && one.age < 15 * SECOND, "{one:?}");
    assert!(one.to_string().contains(", the first 11."), "{one}");
    let of_old: Vec<_> = leaks_older_than(5 * SECOND).iter().map(|leak| leak.location).collect();
    assert_eq!(of_old, [one.location]);
    assert!(leaks_older_than(HOUR).is_empty());
    drop((old, young));
    assert!(leaks_older_than(Duration::ZERO).is_empty());
}

fn a_type_that_is_not_tracked_any_more_leaves_the_others() {
    Parcel::settings().mode(Mode::Track).unwrap();
    Generic::<u8>::settings().mode(Mode::Track).unwrap();
    let _held = (Parcel::take(), Generic::<u8>::take());
    assert_eq!(live(), 2);
    Generic::<u8>::settings().mode(Mode::Normal).unwrap();
    let list = leaks();
    assert!(list.len() == 1 && list[0].type_name.ends_with("Parcel"), "{list:?}");
    let location = list[0].location;
    assert!(location.to_string().ends_with(&format!(":{}:{}", location.line(), location.column())), "{location}");
}

/// Takes and returns an object that is on the stack, so many times.
fn hit(times: usize) {
    (0..times).for_each(|_| drop(Parcel::take()));
}

fn a_busy_thread_ages_nothing() {
    track(1);
    hit(10_000);
    pass(10 * SECOND);
    let _young = Parcel::take();
    assert!(leaks()[0].age < 5 * SECOND, "{:?}", leaks());
}

fn of_a_sample_each_object_has_its_age() {
    track(2);
    hit(20);
    pass(10 * SECOND);
    let _young: [_; 4] = std::array::from_fn(|_| Parcel::take());
    assert!((1..=3).contains(&live()) && leaks()[0].age < 5 * SECOND, "{:?}", leaks());
}

/// Nobody but the thread itself can notice the end of an interval, whether its takes are recorded or not.
fn hits_see_the_ends_of_intervals(settings: Settings) {
    configure(settings.interval(INTERVAL)).expect("no pool was used yet");
    end_interval(); // the first one begins
    drop((0..300).map(|_| Parcel::take()).collect::<Vec<_>>());
    for _ in 0..5 {
        pass(INTERVAL);
        hit(5_000);
    }
    let stats = Parcel::stats();
    assert!(stats.idle <= 2 && stats.misses == 300, "{stats:?}");
}

fn where_all_are_recorded_hits_see_the_ends_of_intervals() {
    hits_see_the_ends_of_intervals(Settings::new().mode(Mode::Track));
}

fn where_some_are_recorded_hits_see_the_ends_of_intervals() {
    hits_see_the_ends_of_intervals(Settings::new().mode(Mode::Track).sample(4));
}

fn where_few_are_recorded_hits_see_the_ends_of_intervals() {
    hits_see_the_ends_of_intervals(Settings::new().mode(Mode::Track).sample(100_000));
}

fn where_none_are_recorded_hits_see_the_ends_of_intervals() {
    hits_see_the_ends_of_intervals(Settings::new().sample(4));
}

/// Takes `objects` that are on the stack, of which one in `n` is recorded. Says how many were.
fn recorded_of(objects: usize, n: u32) -> u64 {
    track(n);
    Parcel::warm(objects);
    let _held: Vec<_> = (0..objects).map(|_| Parcel::take()).collect();
    assert_eq!(Parcel::stats().hits, objects as u64);
    live()
}

fn a_sample_of_hits_is_recorded() {
    let recorded = recorded_of(4_000, 4);
    assert!((995..=1_005).contains(&recorded), "one in four: {recorded}");
}

/// By chance, because the cache does not count so far.
fn a_small_sample_of_hits_is_recorded() {
    let recorded = recorded_of(200_000, 10_000);
    assert!((5..=50).contains(&recorded), "about one in 10,000: {recorded}");
}

/// Whether a stack says lines of this file: the program may have been built without debug information.
fn has_lines() -> bool {
    Backtrace::force_capture().to_string().contains("leaks.rs:")
}

/// The only place of a live object, which is on `line` of this file; else in the library that took the object.
fn assert_only_place(line: u32, library: &str) {
    let list = leaks();
    let [leak] = list.as_slice() else { panic!("one place: {list:?}") };
    if has_lines() {
        assert!(leak.location.file().ends_with("tests/leaks.rs"), "{leak}");
        assert_eq!(leak.location.line(), line, "{leak}");
    } else {
        assert!(leak.location.file().contains(library), "{leak}");
    }
}

/// Where `#[track_caller]` ends in the standard library, the stack is walked.
fn places_behind_the_standard_library() {
    track(1);
    let (line, collected) = (line!(), [1, 2].into_iter().collect::<PoolBox<Vec<u8>>>());
    assert_only_place(line, "iter");
    drop(collected);
    let mut nothing = None::<PoolBox<Parcel>>;
    let (line, by_default) = (line!(), nothing.take().unwrap_or_default());
    assert_only_place(line, "option.rs");
    let list = vec![by_default];
    let (line, copies) = (line!(), list.clone());
    drop(list);
    assert_only_place(line, "library");
    drop(copies);
    let (line, by_path) = (line!(), nothing.take().unwrap_or_else(Parcel::take));
    assert_only_place(line, "library");
    drop(by_path);
    // Direct calls need no walk.
    let original = Parcel::take();
    let (line, copy) = (line!(), original.clone());
    assert!(leaks().iter().any(|leak| leak.location.line() == line), "{:?}", leaks());
    drop((original, copy));
    let (line, defaulted) = (line!(), PoolBox::<Parcel>::default());
    assert_eq!(leaks()[0].location.line(), line);
    drop(defaulted);
    assert!(leaks().is_empty(), "{:?}", leaks());
}

/// What `serde_json` is given: the place is where it was called, not what the derive made.
#[cfg(feature = "serde")]
fn places_behind_serde() {
    #[derive(serde_derive::Deserialize)]
    struct Order {
        lines: Vec<PoolBox<Vec<u8>>>,
    }
    track(1);
    let (line, order) = (line!(), serde_json::from_str::<Order>(r#"{ "lines": [[1, 2], [3]] }"#).unwrap());
    assert_only_place(line, "serde.rs");
    assert_eq!((live(), order.lines.len()), (2, 2));
    drop(order);
    let (line, shared) = (line!(), serde_json::from_str::<pooled_types::PoolArc<String>>("\"text\"").unwrap());
    assert_only_place(line, "serde.rs");
    drop(shared);
    assert!(leaks().is_empty());
}

/// A type that is tracked while threads use it: what they take from then on is listed until it is returned, whichever
/// thread does so.
fn one_type_while_the_program_runs<T: Pooled + Send + 'static>()
where
    PoolBox<T>: Send,
{
    let (to_other, from_here) = mpsc::channel::<PoolBox<T>>();
    let (to_here, from_other) = mpsc::channel();
    let other = thread::spawn(move || {
        for object in from_here {
            for _ in 0..100 {
                drop(T::take());
            }
            drop(object);
            to_here.send(()).unwrap();
        }
    });
    for _ in 0..1000 {
        drop(T::take());
    }
    let before = T::take();
    assert!(leaks().is_empty());
    T::settings().mode(Mode::Track).unwrap();
    assert!(leaks().is_empty(), "what was taken before is in no list");
    let (line, object) = (line!(), T::take());
    assert_eq!(leaks()[0].location.line(), line);
    let _not_tracked = Generic::<u64>::take();
    assert_eq!(live(), 1);
    to_other.send(object).unwrap();
    from_other.recv().unwrap();
    assert!(leaks().is_empty(), "returned on another thread: {:?}", leaks());
    drop(before);
    assert!(leaks().is_empty());
    let kept = T::take();
    assert_eq!(live(), 1);
    T::settings().mode(Mode::Normal).unwrap();
    assert!(leaks().is_empty(), "what was recorded is forgotten");
    let _also = T::take();
    assert!(leaks().is_empty());
    // The fast paths are back.
    let before = T::stats();
    for _ in 0..100 {
        drop(T::take());
    }
    assert!(T::stats().since(&before).hits >= 99);
    T::settings().mode(Mode::Track).unwrap();
    drop(kept);
    assert!(leaks().is_empty());
    T::settings().reset();
    drop(to_other);
    other.join().unwrap();
    assert_identities(&T::stats());
}

fn types_of_all_kinds_while_the_program_runs() {
    one_type_while_the_program_runs::<Parcel>();
    one_type_while_the_program_runs::<Generic<u8>>();
    one_type_while_the_program_runs::<String>();
}

fn one_type_by_the_environment() {
    let _parcel = Parcel::take();
    let _other = Generic::<u8>::take();
    let list = leaks();
    assert!(list.len() == 1 && list[0].type_name.ends_with("Parcel"), "{list:?}");
    Parcel::settings().mode(Mode::Off).unwrap();
    assert_eq!(live(), 1, "the environment wins");
}

/// One type is not tracked where all others are.
fn all_types_but_one() {
    track(1);
    Parcel::settings().mode(Mode::Normal).unwrap();
    let _parcel = Parcel::take();
    assert!(leaks().is_empty());
    let _other = Generic::<u8>::take();
    assert_eq!(live(), 1);
}

/// The share of a busy thread that is recorded, which uses its fast path in between.
fn a_sample_of_a_busy_thread() {
    track(16);
    for _ in 0..20_000 {
        drop(Parcel::take());
    }
    let mut recorded = 0;
    for _ in 0..16_000 {
        let _parcel = Parcel::take();
        recorded += live();
    }
    assert!((900..=1100).contains(&recorded), "one in 16 of 16,000: {recorded}");
    assert!(leaks().is_empty());
    // Two places that take in turn.
    let (mut lines, mut counts) = ([0; 2], [0; 2]);
    for _ in 0..8_000 {
        let first = (line!(), Parcel::take());
        counts[0] += live();
        drop(first.1);
        let second = (line!(), Parcel::take());
        counts[1] += live();
        drop(second.1);
        lines = [first.0, second.0];
    }
    assert!(lines[0] != lines[1] && counts.iter().all(|count| (350..=650).contains(count)), "{counts:?}");
    let before = Parcel::stats();
    assert_eq!(before.misses, 1);
    assert_identities(&before);
}

/// What is recorded is found again, however objects go from thread to thread.
fn samples_are_exact_between_threads() {
    track(8);
    let rounds = if cfg!(debug_assertions) { 20_000 } else { 100_000 };
    let (senders, receivers): (Vec<_>, Vec<_>) = (0..3).map(|_| mpsc::sync_channel::<PoolBox<Parcel>>(4)).unzip();
    let start = Arc::new(Barrier::new(3));
    let threads: Vec<_> = receivers
        .into_iter()
        .enumerate()
        .map(|(n, inbox)| {
            let (next, start) = (senders[(n + 1) % 3].clone(), start.clone());
            thread::spawn(move || {
                start.wait();
                for round in 0..rounds {
                    for _ in 0..round % 7 {
                        drop(Parcel::take());
                    }
                    if next.try_send(Parcel::take()).is_err() {
                        thread::yield_now();
                    }
                    drop(inbox.try_recv());
                }
                drop(next);
                inbox.iter().for_each(drop);
            })
        })
        .collect();
    drop(senders);
    for thread in threads {
        thread.join().unwrap();
    }
    assert!(leaks().is_empty(), "{:?}", leaks());
    assert_identities(&Parcel::stats());
}

/// What the hook heard.
static HEARD: Mutex<Vec<LeakAlert>> = Mutex::new(Vec::new());

fn hear(alert: &LeakAlert) {
    HEARD.lock().unwrap().push(*alert);
}

fn heard() -> Vec<LeakAlert> {
    std::mem::take(&mut HEARD.lock().unwrap())
}

/// Whether an alert is of so many objects that were taken on this line.
fn is_of(alert: &LeakAlert, line: u32, objects: u64) -> bool {
    matches!(alert, LeakAlert::Old(leak) if leak.location.line() == line && leak.count == objects)
}

fn the_hook_hears_of_old_objects_once() {
    track(1);
    on_leak(INTERVAL * 3 / 2, hear);
    end_interval(); // the first one begins
    let (line, forgotten) = (line!(), std::array::from_fn::<_, 2, _>(|_| Parcel::take()));
    end_interval();
    assert!(heard().is_empty(), "none is old enough");
    let young = (line!(), Parcel::take());
    end_interval();
    let alerts = heard();
    assert!(alerts.len() == 1 && is_of(&alerts[0], line, 2), "{alerts:?}");
    let text = format!("2 live leaks::Parcel taken at tests/leaks.rs:{line}:");
    assert!(alerts[0].to_string().starts_with(&text), "{}", alerts[0]);
    end_interval();
    let alerts = heard();
    assert!(alerts.len() == 1 && is_of(&alerts[0], young.0, 1), "each object once: {alerts:?}");
    drop((forgotten, young));
    end_interval();
    assert!(heard().is_empty());
}

/// In any mode.
fn the_hook_hears_of_a_budget() {
    configure(Settings::new().interval(INTERVAL)).unwrap();
    on_leak(Duration::MAX, hear);
    end_interval(); // the first one begins
    Parcel::settings().live_budget(10);
    let ten: Vec<_> = (0..10).map(|_| Parcel::take()).collect();
    assert!(heard().is_empty());
    let eleventh = Parcel::take();
    let alerts = heard();
    assert!(matches!(alerts.as_slice(), [LeakAlert::OverBudget { live: 11, budget: 10, .. }]), "{alerts:?}");
    assert!(alerts[0].to_string().ends_with("Parcel, more than the budget of 10"), "{}", alerts[0]);
    let more: Vec<_> = (0..10).map(|_| Parcel::take()).collect();
    assert!(heard().is_empty(), "once");
    drop((ten, eleventh));
    end_interval();
    assert!(heard().is_empty());
    // All come from the pool, so no take makes an object.
    let again: Vec<_> = (0..5).map(|_| Parcel::take()).collect();
    assert!(heard().is_empty());
    end_interval();
    let alerts = heard();
    assert!(matches!(alerts.as_slice(), [LeakAlert::OverBudget { live: 15, .. }]), "{alerts:?}");
    drop((more, again));
    Parcel::settings().reset();
    let _many: Vec<_> = (0..100).map(|_| Parcel::take()).collect();
    end_interval();
    assert!(heard().is_empty(), "there is no budget any more");
    Parcel::settings().live_budget(1);
    let _one_more = Parcel::take();
    assert_eq!(heard().len(), 1, "this thread told before");
}

/// What a thread keeps for itself is not live.
fn a_budget_of_a_type_whose_objects_stay_on_their_thread() {
    #[derive(Pooled, Default)]
    #[pooled(local)]
    struct Local(u8);

    configure(Settings::new().interval(INTERVAL)).unwrap();
    on_leak(Duration::MAX, hear);
    end_interval(); // the first one begins
    drop((0..100).map(|_| Local::take()).collect::<Vec<_>>());
    end_interval();
    // The objects move to the depot of the thread.
    (0..10).for_each(|_| drop(Local::take()));
    Local::settings().live_budget(10);
    let _five: [_; 5] = std::array::from_fn(|_| Local::take());
    end_interval();
    assert!(heard().is_empty());
}

/// A hook may use pools, that of its alert included, and is not called from within itself.
fn a_hook_that_uses_the_pool() {
    static CALLS: AtomicU64 = AtomicU64::new(0);
    static DEPTH: AtomicU64 = AtomicU64::new(0);
    track(1);
    end_interval(); // the first one begins
    on_leak(Duration::ZERO, |_| {
        assert_eq!(DEPTH.fetch_add(1, Relaxed), 0, "it is not called from within itself");
        CALLS.fetch_add(1, Relaxed);
        let many: Vec<_> = (0..50).map(|_| Parcel::take()).collect();
        assert!(live() >= 50 && !leaks_older_than(Duration::ZERO).is_empty());
        trim();
        drop(many);
        Parcel::settings().mode(Mode::Track).unwrap();
        DEPTH.fetch_sub(1, Relaxed);
    });
    Parcel::settings().live_budget(3);
    let kept: Vec<_> = (0..5).map(|_| Parcel::take()).collect();
    assert!(CALLS.load(Relaxed) > 0);
    end_interval();
    assert!(CALLS.load(Relaxed) > 1);
    drop(kept);
    assert!(leaks().is_empty());
    assert_identities(&Parcel::stats());
}

struct TakesInItsDrop;

impl Drop for TakesInItsDrop {
    fn drop(&mut self) {
        Parcel::settings().live_budget(2);
        let _third = Parcel::take();
    }
}

/// A panic of the hook ends there, and the take goes on, also if its thread unwinds.
fn a_hook_that_panics() {
    static CALLS: AtomicU64 = AtomicU64::new(0);
    std::panic::set_hook(Box::new(|_| {}));
    track(1);
    end_interval(); // the first one begins
    Parcel::settings().live_budget(1);
    on_leak(Duration::ZERO, |_| {
        CALLS.fetch_add(1, Relaxed);
        panic!("on purpose");
    });
    let both = [Parcel::take(), Parcel::take()];
    assert_eq!(CALLS.load(Relaxed), 1);
    end_interval();
    assert!(CALLS.load(Relaxed) >= 2);
    let calls = CALLS.load(Relaxed);
    let unwound = thread::spawn(|| {
        let _guard = TakesInItsDrop;
        std::panic::resume_unwind(Box::new("on purpose"));
    });
    assert!(unwound.join().is_err());
    assert_eq!(CALLS.load(Relaxed), calls + 1);
    drop(both);
    assert!(leaks().is_empty());
    assert_identities(&Parcel::stats());
}

/// The hook before is dropped where it is replaced, and may use the hook itself.
fn a_hook_that_is_replaced() {
    struct Sets;
    impl Drop for Sets {
        fn drop(&mut self) {
            on_leak(Duration::MAX, hear);
        }
    }
    let sets = Sets;
    on_leak(Duration::MAX, move |_| {
        let _ = &sets;
    });
    on_leak(Duration::MAX, |_| panic!("it was replaced by the drop of the one before"));
    Parcel::settings().live_budget(0);
    drop(Parcel::take());
    assert_eq!(heard().len(), 1);
}

fn main() -> ExitCode {
    let plain = |name, run| Scenario { name, settings: None, run, check: prints_nothing };
    child::main(&[
        plain("leaks_have_an_age", leaks_have_an_age),
        plain(
            "a_type_that_is_not_tracked_any_more_leaves_the_others",
            a_type_that_is_not_tracked_any_more_leaves_the_others,
        ),
        plain("a_busy_thread_ages_nothing", a_busy_thread_ages_nothing),
        plain("of_a_sample_each_object_has_its_age", of_a_sample_each_object_has_its_age),
        plain(
            "where_all_are_recorded_hits_see_the_ends_of_intervals",
            where_all_are_recorded_hits_see_the_ends_of_intervals,
        ),
        plain(
            "where_some_are_recorded_hits_see_the_ends_of_intervals",
            where_some_are_recorded_hits_see_the_ends_of_intervals,
        ),
        plain(
            "where_few_are_recorded_hits_see_the_ends_of_intervals",
            where_few_are_recorded_hits_see_the_ends_of_intervals,
        ),
        plain(
            "where_none_are_recorded_hits_see_the_ends_of_intervals",
            where_none_are_recorded_hits_see_the_ends_of_intervals,
        ),
        plain("a_sample_of_hits_is_recorded", a_sample_of_hits_is_recorded),
        plain("a_small_sample_of_hits_is_recorded", a_small_sample_of_hits_is_recorded),
        plain(
            "a_budget_of_a_type_whose_objects_stay_on_their_thread",
            a_budget_of_a_type_whose_objects_stay_on_their_thread,
        ),
        plain("places_behind_the_standard_library", places_behind_the_standard_library),
        #[cfg(feature = "serde")]
        plain("places_behind_serde", places_behind_serde),
        plain("types_of_all_kinds_while_the_program_runs", types_of_all_kinds_while_the_program_runs),
        Scenario {
            name: "one_type_by_the_environment",
            settings: Some("leaks::Parcel: track; sample=1"),
            run: one_type_by_the_environment,
            check: prints_nothing,
        },
        plain("all_types_but_one", all_types_but_one),
        plain("a_sample_of_a_busy_thread", a_sample_of_a_busy_thread),
        plain("samples_are_exact_between_threads", samples_are_exact_between_threads),
        plain("the_hook_hears_of_old_objects_once", the_hook_hears_of_old_objects_once),
        plain("the_hook_hears_of_a_budget", the_hook_hears_of_a_budget),
        plain("a_hook_that_uses_the_pool", a_hook_that_uses_the_pool),
        plain("a_hook_that_panics", a_hook_that_panics),
        plain("a_hook_that_is_replaced", a_hook_that_is_replaced),
    ])
}
