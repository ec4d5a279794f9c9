//! Pools that remember where their live objects were taken.
//!
//! A program of its own, because it runs each part in a child process: a process sets the mode once.

mod support;

use std::mem;
use std::process::ExitCode;
use std::sync::{Arc, mpsc};
use std::thread;
use std::time::Duration;

use pooled_types::worth::Trial;
use pooled_types::{Leak, Mode, Pool, PoolBox, PoolGuard, Pooled, Report, Settings, configure, leaks};
use support::child::{self, Printed, Scenario, prints_nothing};

#[derive(Pooled, Default)]
struct Nothing;

#[derive(Pooled, Default)]
struct Parcel {
    list: Vec<u8>,
}

#[derive(Pooled, Default)]
struct Generic<T> {
    list: Vec<T>,
}

fn track() {
    configure(Settings::new().mode(Mode::Track)).expect("no pool was used yet");
}

/// How many live objects were taken on a line of this file, by the list of all.
fn taken_on(line: u32) -> u64 {
    leaks().iter().filter(|leak| leak.location.line() == line).map(|leak| leak.count).sum()
}

fn lists_live_objects_by_call_site() {
    track();
    assert!(leaks().is_empty());
    let (line, three): (_, [_; 3]) = (line!(), std::array::from_fn(|_| Parcel::take()));
    let one = (line!(), Generic::<u16>::take());
    let list = leaks();
    let [first, second] = list.as_slice() else { panic!("{list:?}") };
    assert_eq!((first.location.line(), first.count), (line, 3), "the most come first");
    assert!(first.location.file().ends_with("mode_track.rs"), "{first:?}");
    assert!(first.type_name.ends_with("Parcel"), "{first:?}");
    assert_eq!((second.location.line(), second.count), (one.0, 1));
    assert!(second.type_name.contains("Generic<u16>"), "{second:?}");
    let text = first.to_string();
    assert!(
        text.contains('3') && text.contains("Parcel") && text.contains(&format!("mode_track.rs:{line}:")),
        "{text}"
    );

    // What is returned is no longer listed.
    let [one_parcel, two_parcels @ ..] = three;
    drop(one_parcel);
    assert_eq!(taken_on(line), 2);
    drop(two_parcels);
    assert_eq!(taken_on(line), 0);
    drop(one);
    assert!(leaks().is_empty());
    // The same object, taken in another place.
    let again = (line!(), Parcel::take());
    assert_eq!(taken_on(again.0), 1);
    assert_eq!(leaks().len(), 1);
}

/// Whatever function hands out an object, the place of its caller is listed.
fn every_way_to_take_has_a_place() {
    track();
    Parcel::warm(2);
    assert!(leaks().is_empty(), "what is idle is not live");
    let taken = (line!(), Parcel::take());
    assert_eq!(taken_on(taken.0), 1);
    let tried = (line!(), Parcel::try_take());
    assert_eq!(taken_on(tried.0), 1);
    let boxed = (line!(), PoolBox::<Parcel>::take());
    assert_eq!(taken_on(boxed.0), 1);
    drop((taken, boxed));
    let boxed = (line!(), PoolBox::<Parcel>::try_take());
    assert_eq!(taken_on(boxed.0), 1);
    let generic = (line!(), Generic::<u8>::take());
    assert_eq!(taken_on(generic.0), 1);
    let foreign = (line!(), PoolBox::<String>::take());
    assert_eq!(taken_on(foreign.0), 1);
    let line = line!() + 1;
    Parcel::take_with(|_| assert_eq!(taken_on(line), 1));
    assert_eq!(taken_on(line), 0);
    drop((tried, boxed, generic, foreign));
    assert!(leaks().is_empty(), "{:?}", leaks());
}

/// However a handle ends, its object is no longer listed.
fn every_way_to_end_a_handle_counts() {
    track();
    drop(PoolBox::detach(Parcel::take()));
    assert!(leaks().is_empty(), "{:?}", leaks());
    let without_size = Nothing::take();
    Nothing::warm(1);
    Nothing::drain().for_each(drop);
    assert_eq!(leaks().len(), 1, "what was idle was in no list");
    drop(without_size);
    let adopted = PoolBox::new(Parcel::default());
    drop(adopted);
    assert!(leaks().is_empty(), "{:?}", leaks());
    let unwound = thread::spawn(|| {
        let _parcel = Parcel::take();
        std::panic::resume_unwind(Box::new("on purpose"));
    });
    assert!(unwound.join().is_err());
    assert!(leaks().is_empty(), "{:?}", leaks());
    let place = (line!(), Parcel::take());
    let line = place.0;
    thread::spawn(move || {
        assert_eq!(taken_on(line), 1, "a handle keeps its place on another thread");
        drop(place);
        assert_eq!(taken_on(line), 0);
    })
    .join()
    .unwrap();
    mem::forget(Parcel::take());
    assert_eq!(leaks().len(), 1, "what was forgotten stays live");
}

fn no_verdict_on_a_pool_that_is_tracked() {
    track();
    let report = Trial::new().time(Duration::ZERO).run(|parcel: &mut Parcel| parcel.list.push(1));
    assert_eq!((report.mode, report.verdict()), (Mode::Track, None));
    let text = report.to_string();
    assert!(text.contains("\n  Pools are tracked, "), "{text}");
    assert!(leaks().is_empty());
}

fn a_sample_is_listed() {
    configure(Settings::new().mode(Mode::Track).sample(4)).expect("no pool was used yet");
    let objects: Vec<_> = (0..400).map(|_| Parcel::take()).collect();
    let list = leaks();
    assert_eq!(list.len(), 1, "{list:?}");
    assert!((90..=110).contains(&list[0].count), "about one in four: {list:?}");
    drop(objects);
    assert!(leaks().is_empty());
}

fn a_sample_asked_for_by_the_environment() {
    let objects: Vec<_> = (0..1_280).map(|_| Parcel::take()).collect();
    let count: u64 = leaks().iter().map(|leak| leak.count).sum();
    assert!((8..=12).contains(&count), "about one in 128: {count}");
    drop(objects);
}

fn nothing_is_listed_otherwise() {
    let _parcel = Parcel::take();
    assert!(leaks().is_empty());
}

/// Pools that are tracked reuse objects as others do.
fn pools_as_usual() {
    track();
    for _ in 0..10 {
        Parcel::take().list.push(1);
    }
    let stats = Parcel::stats();
    assert_eq!((stats.hits, stats.misses, stats.idle), (9, 1, 1));
    let count: u64 = leaks().iter().map(|leak: &Leak| leak.count).sum();
    assert_eq!(count, 0);
}

/// Prints where it takes, for the parent to compare with the report.
fn a_report_when_a_thread_ends() {
    configure(Settings::new().mode(Mode::Track).report(Report::ThreadEnd)).expect("no pool was used yet");
    let here = Parcel::take();
    let line = thread::spawn(|| {
        drop(Parcel::take());
        let (line, lost): (_, [_; 2]) = (line!(), std::array::from_fn(|_| Parcel::take()));
        mem::forget(lost);
        line
    });
    println!("{}", line.join().unwrap());
    // A thread that has returned all has nothing to report.
    thread::spawn(|| drop(Generic::<u8>::take())).join().unwrap();
    drop(here);
}

/// One report that names the place that the child printed, two objects, and nothing of other threads.
fn reports_the_line_printed(printed: &Printed) {
    let line = printed.stdout.trim();
    let places = printed.stderr.matches("mode_track.rs:").count();
    assert_eq!(places, 1, "one place and no other is reported: {printed:?}");
    assert!(printed.stderr.contains(&format!("mode_track.rs:{line}:")), "{printed:?}");
    let row = printed.stderr.lines().find(|row| row.contains("mode_track.rs:")).unwrap_or_default();
    assert!(row.contains('2') && row.contains("Parcel"), "{printed:?}");
}

fn lose_two() -> u32 {
    let (line, lost): (_, [_; 2]) = (line!(), std::array::from_fn(|_| Parcel::take()));
    mem::forget(lost);
    line
}

fn a_report_when_the_process_ends() {
    configure(Settings::new().mode(Mode::Track).report(Report::ProcessEnd)).expect("no pool was used yet");
    drop(Parcel::take());
    println!("{}", thread::spawn(lose_two).join().unwrap());
}

fn a_report_asked_for_by_the_environment() {
    println!("{}", lose_two());
}

fn no_report_of_nothing() {
    configure(Settings::new().mode(Mode::Track).report(Report::ProcessEnd)).expect("no pool was used yet");
    drop((Parcel::take(), Parcel::take()));
    thread::spawn(|| drop(Parcel::take())).join().unwrap();
}

fn pools_of_values_are_tracked() {
    track();
    let pool = Pool::new(Vec::<u8>::new);
    for _ in 0..3 {
        let (line, buffer) = (line!(), pool.take());
        assert_eq!(taken_on(line), 1);
        let second = pool.take();
        drop(buffer);
        assert_eq!(taken_on(line), 0);
        drop(second);
    }
    let (line, owned) = (line!(), Pool::take_owned(&Arc::new(Pool::new(|| 1))));
    assert_eq!(taken_on(line), 1);
    drop(owned);
    assert!(leaks().is_empty(), "{:?}", leaks());
    assert_eq!(pool.stats().misses, 2);
}

fn the_pool_of_a_value_is_tracked_while_the_program_runs() {
    let (pool, other) = (Pool::new(|| 1), Pool::new(|| 1));
    for _ in 0..100 {
        drop((pool.take(), other.take()));
    }
    pool.settings().mode(Mode::Track).expect("it may be tracked");
    // What another setting changes reaches a thread with its next slow path.
    drop((0..100).map(|_| pool.take()).collect::<Vec<_>>());
    let (line, guards) = (line!(), (pool.take(), other.take()));
    assert_eq!(taken_on(line), 1);
    drop(guards);
    assert_eq!(taken_on(line), 0);
    pool.settings().mode(Mode::Normal).expect("it need not be tracked");
    let (line, _guard) = (line!(), pool.take());
    assert_eq!(taken_on(line), 0);
}

/// An object that one thread took while others used their fast paths may come back on one of these.
fn an_object_of_a_tracked_value_comes_back_on_another_thread() {
    let pool = &Pool::new(|| 1);
    let (to_thread, guards) = mpsc::channel();
    let (ready, is_ready) = mpsc::channel();
    thread::scope(|threads| {
        threads.spawn(move || {
            (0..100).for_each(|_| drop(pool.take()));
            ready.send(()).expect("the test waits");
            for guard in guards {
                drop::<PoolGuard<i32>>(guard);
                ready.send(()).expect("the test waits");
            }
        });
        is_ready.recv().expect("the thread is there");
        pool.settings().mode(Mode::Track).expect("it may be tracked");
        to_thread.send(pool.take()).expect("the thread is there");
        is_ready.recv().expect("the thread is there");
        assert!(leaks().is_empty(), "{:?}", leaks());
        drop(to_thread);
    });
}

fn main() -> ExitCode {
    let plain = |name, run| Scenario { name, settings: None, run, check: prints_nothing };
    let report = |name, settings, run| Scenario { name, settings, run, check: reports_the_line_printed };
    child::main(&[
        plain("lists_live_objects_by_call_site", lists_live_objects_by_call_site),
        plain("every_way_to_take_has_a_place", every_way_to_take_has_a_place),
        plain("every_way_to_end_a_handle_counts", every_way_to_end_a_handle_counts),
        plain("no_verdict_on_a_pool_that_is_tracked", no_verdict_on_a_pool_that_is_tracked),
        plain("pools_of_values_are_tracked", pools_of_values_are_tracked),
        plain(
            "the_pool_of_a_value_is_tracked_while_the_program_runs",
            the_pool_of_a_value_is_tracked_while_the_program_runs,
        ),
        plain(
            "an_object_of_a_tracked_value_comes_back_on_another_thread",
            an_object_of_a_tracked_value_comes_back_on_another_thread,
        ),
        plain("a_sample_is_listed", a_sample_is_listed),
        Scenario {
            name: "a_sample_asked_for_by_the_environment",
            settings: Some("track,sample=128"),
            run: a_sample_asked_for_by_the_environment,
            check: prints_nothing,
        },
        plain("nothing_is_listed_otherwise", nothing_is_listed_otherwise),
        plain("pools_as_usual", pools_as_usual),
        report("a_report_when_a_thread_ends", None, a_report_when_a_thread_ends),
        report("a_report_when_the_process_ends", None, a_report_when_the_process_ends),
        report(
            "a_report_asked_for_by_the_environment",
            Some("track,report=process,interval=5s"),
            a_report_asked_for_by_the_environment,
        ),
        plain("no_report_of_nothing", no_report_of_nothing),
    ])
}
