//! What a measurement finds, apart from the times themselves.
//!
//! A program of its own, because it has an allocator of its own and measures times.

use std::cell::Cell;
use std::collections::HashMap;
use std::hint::black_box;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::rc::Rc;
use std::thread;
use std::time::Duration;

use pooled_types::worth::{Spread, Trial, Verdict};
use pooled_types::{CountingAllocator, Mode, PoolBox, Pooled, Settings, Worth, configure, worth};

#[global_allocator]
static ALLOCATOR: CountingAllocator = CountingAllocator::new();

/// As few rounds as there are. In none of them an interval ends: what a pool allocates then would be counted, and under
/// Miri, whose clock follows the steps of the program, a round takes seconds.
fn briefly() -> Trial {
    let settings = Settings::new().interval(Duration::from_secs(100_000));
    configure(settings).expect("an interval may change at any time");
    Trial::new().time(Duration::ZERO)
}

/// Allocations a use: fresh, in a box, pooled.
#[track_caller]
fn check_allocations(report: &Worth, expected: [u32; 3]) {
    let counted = [report.fresh, report.boxed, report.pooled].map(|cost| cost.allocations);
    assert_eq!(counted, expected.map(|n| Some(f64::from(n))), "{report}");
}

#[track_caller]
fn check_times(report: &Worth) {
    let times = [report.fresh, report.boxed, report.pooled].map(|cost| cost.time);
    for Spread { median, lower_quartile, upper_quartile, rounds, .. } in times.into_iter().chain([report.ratio]) {
        assert!(rounds >= 5);
        assert!(
            0.0 < lower_quartile && lower_quartile <= median && median <= upper_quartile && upper_quartile.is_finite()
        );
    }
}

#[track_caller]
fn check_near(found: f64, expected: f64) {
    assert!((found - expected).abs() < 1e-9, "{found} is not {expected}");
}

#[test]
fn the_allocations_that_are_left_have_a_place() {
    fn fill(lines: &mut Vec<String>) {
        lines.push("a line".to_owned());
    }

    let report = briefly().run(fill);
    check_allocations(&report, [2, 3, 1]);
    // No stack is recorded under Miri.
    if !cfg!(miri) {
        let place = report.first_allocation.as_deref().unwrap_or_default();
        assert!(place.contains("worth.rs:") && place.contains("::fill"), "{place}");
        assert!(report.to_string().ends_with(&format!("1.00 allocations: the first is at {place}.")), "{report}");
    }
}

#[test]
fn a_pool_avoids_allocations() {
    #[derive(Pooled, Default)]
    struct Packet {
        bytes: Vec<u8>,
    }

    let report = briefly().run(|packet: &mut Packet| {
        assert!(packet.bytes.is_empty());
        packet.bytes.extend_from_slice(&[7; 100]);
    });
    check_allocations(&report, [1, 2, 0]);
    assert_eq!(report.allocations_avoided(), Some(1.0));
    check_times(&report);
    assert_eq!((report.held, report.mode), (1, Mode::Normal));
    assert!(report.name.ends_with("Packet"));
    check_near(report.missed + report.refused + report.shrunk, 0.0);
    let stats = Packet::stats();
    assert_eq!((stats.live, stats.idle, stats.misses), (0, 1, 1));
}

#[test]
fn there_is_a_verdict_in_release_only() {
    let fill = |text: &mut String| text.push_str("some text");
    // Half a second takes long under Miri.
    let report = if cfg!(miri) { briefly().run(fill) } else { worth(fill) };
    assert_eq!(report.is_release, cfg!(not(debug_assertions)));
    assert_eq!(report.verdict().is_some(), report.is_release);
    let text = report.to_string();
    assert_eq!(text.contains("Build with `--release`"), !report.is_release, "{text}");
    assert!(
        report.verdict().is_none_or(|verdict: Verdict| text.starts_with(&format!("String: {verdict}\n"))),
        "{text}"
    );
    if !cfg!(miri) {
        assert!(report.pooled.time.rounds > 5, "half a second has many rounds: {text}");
    }
}

#[test]
fn as_many_are_held_as_was_said() {
    #[derive(Pooled, Default)]
    struct Item(Box<u8>);

    let count = |held| {
        let (calls, live) = (Cell::new(0), PoolBox::<Item>::stats().live);
        let most = Cell::new(0);
        let report = briefly().held(held).run(|item: &mut Item| {
            *item.0 = 1;
            calls.set(calls.get() + 1);
            most.set(most.get().max(Item::stats().live - live));
        });
        check_times(&report);
        check_allocations(&report, [1, 2, 0]);
        (report.held, most.get(), calls.get() % held.max(1))
    };
    assert_eq!(count(0), (1, 1, 0));
    assert_eq!(count(1), (1, 1, 0));
    assert_eq!(count(12), (12, 12, 0));
}

#[test]
fn more_than_the_pool_keeps() {
    #[derive(Pooled, Default)]
    #[pooled(capacity = 2, depot = 0)]
    struct Item(Vec<u8>);

    let report = briefly().held(8).run(|item: &mut Item| item.0.push(1));
    check_near(report.missed, 0.75);
    assert!(report.to_string().contains("75 % of the takes found no idle object: raise `capacity`"), "{report}");
}

#[test]
fn containers_that_outgrow_what_is_kept() {
    let report = briefly().run(|list: &mut Vec<u32>| list.reserve(100_000));
    check_near(report.shrunk, 1.0);
    assert!(report.to_string().contains("raise `max_capacity`"), "{report}");
}

#[test]
fn a_count_ends_with_its_work() {
    let (list, allocations) = CountingAllocator::count(|| vec![vec![1], vec![2]]).unwrap();
    assert_eq!((list.len(), allocations), (2, 3));
    let inner = || CountingAllocator::count(|| Box::new(1)).unwrap().1;
    let fails = || CountingAllocator::count(|| std::panic::resume_unwind(Box::new(Box::new("on purpose")))).is_none();
    let outer = || (Box::new(1), inner(), catch_unwind(fails).is_err(), Box::new(2));
    let ((_, inner, failed, _), allocations) = CountingAllocator::count(outer).unwrap();
    assert!(failed && inner == 1);
    assert!(allocations >= 4, "{allocations} in counts within a count");
}

#[test]
fn objects_that_validate_refuses() {
    #[derive(Pooled, Default)]
    #[pooled(validate = Item::is_fine)]
    struct Item(Vec<u8>);
    impl Item {
        fn is_fine(&mut self) -> bool {
            self.0.capacity() == 0
        }
    }

    let report = briefly().run(|item: &mut Item| item.0.push(1));
    check_near(report.refused, 1.0);
    check_near(report.missed, 1.0);
    let text = report.to_string();
    assert!(text.contains("`validate` refused 100 % of the objects"), "{text}");
    assert!(!text.contains("raise `capacity`"), "no capacity keeps what is refused: {text}");
}

#[test]
fn a_fill_that_panics_leaves_the_pool_in_order() {
    #[derive(Pooled, Default)]
    struct Item(Vec<u8>);

    // In the first call, which has a fresh value; then in calls that have a pooled object.
    for (held, pooled_before) in [(1, None), (1, Some(0)), (1, Some(6)), (4, Some(0)), (4, Some(3)), (4, Some(27))] {
        let mut pooled = 0;
        let fill = |item: &mut Item| {
            item.0.push(1);
            let is_pooled = Item::stats().live > 0;
            if pooled_before.is_none_or(|before| is_pooled && before == pooled) {
                std::panic::resume_unwind(Box::new("on purpose"));
            }
            pooled += u32::from(is_pooled);
        };
        let payload = catch_unwind(AssertUnwindSafe(|| briefly().held(held).run(fill))).unwrap_err();
        assert_eq!(payload.downcast_ref(), Some(&"on purpose"));
        assert_eq!(Item::stats().live, 0);
        assert!(Item::take().0.is_empty());
    }
    check_allocations(&briefly().run(|item: &mut Item| item.0.push(1)), [1, 2, 0]);
}

#[test]
fn what_keep_fields_gather_is_bounded() {
    #[derive(Pooled, Default)]
    struct Item {
        #[pooled(keep)]
        log: Vec<u8>,
    }

    let mut longest = 0;
    let report = briefly().run(|item: &mut Item| {
        item.log.push(1);
        longest = longest.max(item.log.len() as u64);
    });
    let takes = Item::stats().takes;
    assert!(longest > 1 && longest * 3 < takes, "{longest} uses of one object, of {takes}: {report}");
    assert_eq!((Item::stats().live, Item::stats().idle), (0, 0));
    assert!(Item::take().log.is_empty(), "the measurement leaves none of its objects behind");
}

#[test]
fn what_keep_fields_gather_is_bounded_in_objects_that_the_use_takes() {
    #[derive(Pooled, Default)]
    struct Item {
        #[pooled(keep)]
        log: Vec<u8>,
    }

    let mut longest = 0;
    let report = briefly().held(3).run(|item: &mut Item| {
        item.log.push(1);
        let mut other = Item::take();
        other.log.push(1);
        longest = longest.max(other.log.len() as u64);
    });
    let takes = Item::stats().takes;
    assert!(longest > 1 && longest * 3 < takes, "{longest} uses of one object, of {takes}: {report}");
    assert_eq!(Item::stats().idle, 0, "{report}");
}

#[test]
fn more_objects_than_there_is_room_for() {
    let payload = catch_unwind(|| briefly().held(usize::MAX).run(|_: &mut Nothing| {})).unwrap_err();
    let message = payload.downcast_ref::<String>().unwrap();
    assert!(message.contains(&format!("no room for {} objects at a time: ", usize::MAX)), "{message}");
}

#[test]
fn a_slow_fill_is_called_seldom() {
    let mut calls = 0;
    let report = briefly().run(|_: &mut Nothing| {
        calls += 1;
        thread::sleep(Duration::from_millis(11));
    });
    assert_eq!(calls, 3 * (1 + 5 + 1));
    assert!(report.pooled.time.median >= 11e6, "{report}");
}

#[test]
fn every_object_that_is_made_is_dropped() {
    thread_local!(static LIVE: Cell<usize> = const { Cell::new(0) });
    #[derive(Pooled)]
    #[pooled(new = Item::new)]
    struct Item(u8);
    impl Item {
        fn new() -> Self {
            LIVE.set(LIVE.get() + 1);
            Self(0)
        }
    }
    impl Drop for Item {
        fn drop(&mut self) {
            LIVE.set(LIVE.get() - 1);
        }
    }

    for held in [1, 3] {
        let report = briefly().held(held).run(|item: &mut Item| item.0 = 1);
        check_allocations(&report, [0, 1, 0]);
        assert_eq!(LIVE.get(), held, "those that are idle");
    }
    Item::clear();
    assert_eq!(LIVE.get(), 0);
}

#[derive(Pooled, Default)]
struct Nothing;

const BYTES: usize = if cfg!(miri) { 512 } else { 65_536 };

#[derive(Pooled)]
struct Huge([u8; BYTES]);

#[expect(clippy::large_stack_arrays, reason = "that is what is measured")]
impl Default for Huge {
    fn default() -> Self {
        Self([0; BYTES])
    }
}

#[derive(Pooled, Default)]
struct Generic<T> {
    list: Vec<T>,
}

#[derive(Pooled, Default)]
enum Choice {
    #[default]
    Nothing,
    #[expect(dead_code, reason = "only its memory counts")]
    Text(String),
}

#[derive(Pooled, Default)]
#[pooled(local)]
struct Local {
    list: Vec<u8>,
    #[pooled(default)]
    shared: Rc<u8>,
}

#[test]
fn any_pooled_type_can_be_measured() {
    for trial in [briefly(), briefly().held(3)] {
        let report = trial.run(|_: &mut Nothing| {});
        check_times(&report);
        check_allocations(&report, [0; 3]);
        let report = trial.run(|generic: &mut Generic<u16>| generic.list.push(1));
        check_allocations(&report, [1, 2, 0]);
        let report = trial.run(|choice: &mut Choice| *choice = Choice::Text("text".to_owned()));
        check_allocations(&report, [1, 2, 1]);
        let report = trial.run(|local: &mut Local| local.list.extend([*local.shared]));
        check_allocations(&report, [2, 3, 1]);
        let report = trial.run(|map: &mut HashMap<u8, u8>| map.extend([(1, 1)]));
        check_allocations(&report, [1, 2, 0]);
    }
}

#[test]
fn an_object_of_many_bytes() {
    let report = briefly().run(|huge: &mut Huge| huge.0[black_box(1)] = 1);
    check_times(&report);
    check_allocations(&report, [0, 1, 0]);
}

#[test]
fn an_object_that_takes_others() {
    #[derive(Pooled, Default)]
    struct Item(Vec<u8>);

    let report = briefly().run(|item: &mut Item| {
        item.0.push(1);
        Item::take().0.push(2);
    });
    check_allocations(&report, [1, 2, 0]);
}
