//! The events of slow paths, with the feature `tracing`.
//!
//! A program of its own, because it runs each part in a child process: a process has one subscriber.

mod support;

use std::cell::{Cell, RefCell};
use std::fmt::{Debug, Write};
use std::process::ExitCode;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering::Relaxed};
use std::thread;
use std::time::Duration;

use pooled_types::{Mode, PoolBox, Pooled, Settings, configure, on_leak};
use support::child::{self, Scenario, prints_nothing};
use support::counts::assert_identities;
use support::intervals::{INTERVAL, end_interval};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

#[derive(Pooled, Default)]
struct Parcel {
    list: Vec<u8>,
}

#[derive(Pooled, Default)]
#[pooled(capacity = 1, depot = 0)]
struct Few {
    list: Vec<u8>,
}

/// The events of all threads, each as text: `refill pool=traced::Parcel objects=2`, without the number of the pool.
static EVENTS: Mutex<Vec<String>> = Mutex::new(Vec::new());

/// Writes down events, and then runs a function.
struct Notebook(fn());

struct Text<'a>(&'a mut String);

impl Visit for Text<'_> {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        match field.name() {
            "message" => write!(self.0, "{value:?}"),
            "id" => Ok(()),
            name => write!(self.0, " {name}={value:?}"),
        }
        .unwrap();
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        write!(self.0, " {}={value}", field.name()).unwrap();
    }
}

impl Subscriber for Notebook {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target() == "pooled"
    }

    fn new_span(&self, _: &Attributes<'_>) -> Id {
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, _: &Record<'_>) {}

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        let mut text = String::new();
        event.record(&mut Text(&mut text));
        EVENTS.lock().unwrap().push(text);
        (self.0)();
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

fn subscribe(then: fn()) {
    tracing::subscriber::set_global_default(Notebook(then)).expect("it is the only one");
}

/// What was written down since the last call.
fn events() -> Vec<String> {
    std::mem::take(&mut EVENTS.lock().unwrap())
}

fn has(events: &[String], start: &str) -> bool {
    events.iter().any(|event| event.starts_with(start))
}

/// Each kind of event, with its fields.
fn slow_paths_are_events() {
    subscribe(|| {});
    configure(Settings::new().interval(INTERVAL)).unwrap();
    let parcel = Parcel::take();
    assert_eq!(events(), ["miss pool=traced::Parcel objects=1"]);
    drop(parcel);
    drop(Parcel::take());
    let first = events();
    assert!(first.iter().all(|event| event.starts_with("growth pool=traced::Parcel places=")), "{first:?}");
    for _ in 0..5 {
        drop(Parcel::take());
    }
    assert!(events().is_empty(), "the fast path tells nothing");
    let many: Vec<_> = (0..2000).map(|_| Parcel::take()).collect();
    let _ = events();
    drop(many);
    let growths = events();
    assert!(has(&growths, "growth pool=traced::Parcel places=64"), "{growths:?}");
    // A thread that only drops gives objects to the depot.
    let many: Vec<_> = (0..2000).map(|_| Parcel::take()).collect();
    thread::spawn(move || drop(many)).join().unwrap();
    let flushes = events();
    assert!(has(&flushes, "flush pool=traced::Parcel objects="), "{flushes:?}");
    let many: Vec<_> = (0..2000).map(|_| Parcel::take()).collect();
    let refills = events();
    assert!(has(&refills, "refill pool=traced::Parcel objects=2"), "{refills:?}");
    drop(many);
    let _ = events();
    Parcel::trim();
    let trimmed = events();
    assert_eq!(trimmed[0], "trim pool=traced::Parcel");
    assert!(has(&trimmed, "discard pool=traced::Parcel objects=") && trimmed[1].ends_with(" reason=trimmed"));
    drop([Few::take(), Few::take(), Few::take()]);
    let few = events();
    assert!(few.contains(&"discard pool=traced::Few objects=1 reason=full".to_owned()), "{few:?}");
    Parcel::settings().mode(Mode::Off).unwrap();
    drop(Parcel::take());
    assert!(events().contains(&"discard pool=traced::Parcel objects=1 reason=off".to_owned()));
}

fn leaks_are_events() {
    subscribe(|| {});
    configure(Settings::new().mode(Mode::Track).interval(INTERVAL)).unwrap();
    on_leak(Duration::ZERO, |_| {});
    end_interval(); // the first one begins
    Parcel::settings().live_budget(1);
    let (line, parcels) = (line!(), std::array::from_fn::<_, 2, _>(|_| Parcel::take()));
    let budget = events();
    assert!(budget.contains(&"live budget passed pool=traced::Parcel live=2 budget=1".to_owned()), "{budget:?}");
    end_interval();
    let leaks = events();
    let start = format!("leak found pool=traced::Parcel objects=2 place=tests/traced.rs:{line}:");
    assert!(has(&leaks, &start), "{start}: {leaks:?}");
    assert!(leaks.iter().any(|event| event.contains(" age_ms=1000")), "{leaks:?}");
    drop(parcels);
}

thread_local! {
    static KEPT: RefCell<Vec<PoolBox<Parcel>>> = const { RefCell::new(Vec::new()) };
    static DEPTH: Cell<u32> = const { Cell::new(0) };
}

/// A subscriber that takes and drops objects of the pool that its event is about.
fn a_subscriber_may_use_the_pool() {
    static IS_OVER: AtomicBool = AtomicBool::new(false);
    subscribe(|| {
        if IS_OVER.load(Relaxed) {
            return;
        }
        DEPTH.set(DEPTH.get() + 1);
        assert_eq!(DEPTH.get(), 1, "what happens in a subscriber is not told to it");
        let mut some: Vec<_> = (0..40).map(|_| Parcel::take()).collect();
        // It is called at the end of a thread, too.
        let _ = KEPT.try_with(|kept| {
            kept.borrow_mut().extend(some.drain(..5));
            kept.borrow_mut().truncate(20);
        });
        drop(some);
        if EVENTS.lock().unwrap().len().is_multiple_of(10) {
            Parcel::trim();
        }
        DEPTH.set(DEPTH.get() - 1);
    });
    let use_pool = || {
        for round in 0..50 {
            let many: Vec<_> = (0..round * 11).map(|_| Parcel::take()).collect();
            drop(many);
            Parcel::warm(20);
            Parcel::settings().capacity(10 + round).unwrap();
        }
    };
    let threads: Vec<_> = (0..3).map(|_| thread::spawn(use_pool)).collect();
    use_pool();
    for thread in threads {
        thread.join().unwrap();
    }
    IS_OVER.store(true, Relaxed);
    KEPT.take();
    assert!(events().len() > 100);
    let stats = Parcel::stats();
    assert_identities(&stats);
    assert_eq!(stats.live, 0);
}

/// A panic of a subscriber ends there: the take and the return go on, also if their thread unwinds.
fn a_subscriber_may_panic() {
    static PANICS: AtomicU64 = AtomicU64::new(0);
    std::panic::set_hook(Box::new(|_| {}));
    subscribe(|| {
        PANICS.fetch_add(1, Relaxed);
        panic!("on purpose");
    });
    let many: Vec<_> = (0..100).map(|_| Parcel::take()).collect();
    drop(many);
    Parcel::trim();
    assert!(PANICS.load(Relaxed) >= 100);
    let unwound = thread::spawn(|| {
        let _parcels = [Parcel::take(), Parcel::take()];
        let _few = [Few::take(), Few::take(), Few::take()];
        std::panic::resume_unwind(Box::new("on purpose"));
    });
    assert!(unwound.join().is_err());
    assert_eq!((Parcel::stats().live, Few::stats().live), (0, 0));
    assert_identities(&Parcel::stats());
    assert_identities(&Few::stats());
}

fn main() -> ExitCode {
    let plain = |name, run| Scenario { name, settings: None, run, check: prints_nothing };
    child::main(&[
        plain("slow_paths_are_events", slow_paths_are_events),
        plain("leaks_are_events", leaks_are_events),
        plain("a_subscriber_may_use_the_pool", a_subscriber_may_use_the_pool),
        plain("a_subscriber_may_panic", a_subscriber_may_panic),
    ])
}
