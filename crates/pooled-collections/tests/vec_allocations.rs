//! How often warm `ReuseVec`s and `ReuseOption`s allocate. It is a program of its own because its allocator counts.

use pooled_collections::{ReuseOption, ReuseVec};

use pooled_types::{Pooled, Reset};
use pooled_worth::CountingAllocator;

#[global_allocator]
static ALLOCATOR: CountingAllocator = CountingAllocator::new();

type Texts = ReuseVec<String>;

/// How many allocations `work` makes.
fn allocations(work: impl FnOnce()) -> u64 {
    CountingAllocator::<std::alloc::System>::count(work).expect("the allocator counts").1
}

/// The rounds from the third on allocate nothing.
fn assert_warm(mut round: impl FnMut(usize)) {
    for number in 0..20 {
        let made = allocations(|| round(number));
        assert!(number < 2 || made == 0, "round {number} made {made} allocations");
    }
}

#[test]
fn elements_that_leave_in_each_way() {
    let mut vec = Texts::new();
    assert_warm(|_| {
        (0..100).for_each(|_| vec.add().push_str("value"));
        vec.retain(|text| !text.is_empty());
        vec.sort_unstable();
        vec.remove(3);
        vec.swap_remove(5);
        vec.dedup();
        vec.resize_clean(50);
        vec.truncate(10);
        vec.reset();
    });
}

#[test]
fn copies() {
    let source: Vec<String> = (0..100).map(|number| number.to_string()).collect();
    let (mut vec, mut option) = (Texts::new(), ReuseOption::none());
    assert_warm(|number| {
        vec.copy_from(&source);
        option.copy_from(source.get(number % 2));
        option.insert_clean().push('x');
        option.reset();
    });
}

#[test]
fn large_and_small_uses_that_take_turns() {
    let mut vec = ReuseVec::<Texts>::new();
    assert_warm(|number| {
        for _ in 0..if number % 2 == 0 { 100 } else { 1 } {
            vec.add().add().push_str("value");
        }
        vec.reset();
    });
}

#[test]
fn small_vectors_in_a_vector_whose_lengths_differ() {
    let mut vec = ReuseVec::<Texts>::new();
    let mut round = |number: usize| {
        for at in 0..10 {
            let inner = vec.add();
            (0..(number * 7 + at * 3) % 8).for_each(|_| inner.add().push_str("value"));
        }
        vec.clear();
    };
    (0..10).for_each(&mut round);
    assert_warm(round);
}

/// A name and its value.
#[derive(Reset, Default)]
#[cfg_attr(feature = "serde", derive(serde_derive::Deserialize))]
struct Header {
    name: String,
    value: String,
}

/// A record of a log.
#[derive(Reset, Default)]
#[cfg_attr(feature = "serde", derive(serde_derive::Deserialize))]
struct Record {
    method: String,
    path: String,
    host: String,
    body: String,
    agent: ReuseOption<String>,
    headers: ReuseVec<Header>,
}

/// The records of a request.
#[derive(Pooled, Default)]
#[cfg_attr(feature = "serde", derive(serde_derive::Deserialize))]
struct Batch {
    records: ReuseVec<Record>,
}

#[test]
fn records_in_a_pool() {
    assert_warm(|number| {
        let mut batch = Batch::take();
        for at in 0..5 {
            let record = batch.records.add();
            for text in [&mut record.method, &mut record.path, &mut record.host, &mut record.body] {
                text.push_str("some text of a record");
            }
            if (number + at) % 2 == 0 {
                record.agent.insert_clean().push_str("some agent");
            }
            for _ in 0..8 {
                let header = record.headers.add();
                header.name.push_str("content-type");
                header.value.push_str("text/plain");
            }
        }
    });
}

#[cfg(feature = "serde")]
#[test]
fn records_in_json() {
    use pooled_types::PoolBox;

    let header = r#"{"name": "content-type", "value": "text/plain"}"#;
    let headers = [header; 8].join(",");
    let texts = r#""method": "GET", "path": "/index.html", "host": "example.org", "body": "some text""#;
    let record = |agent: &str| format!(r#"{{{texts}, "agent": {agent}, "headers": [{headers}]}}"#);
    let [named, unnamed] = [record(r#""some agent""#), record("null")];
    let text = format!(r#"{{"records": [{named}, {unnamed}, {named}]}}"#);
    assert_warm(|_| {
        let batch: PoolBox<Batch> = serde_json::from_str(&text).unwrap();
        assert_eq!(batch.records.iter().map(|record| record.headers.len()).sum::<usize>(), 24);
        assert_eq!(batch.records[0].agent.as_deref(), Some("some agent"));
    });
    let bad = &text[..text.len() - 20];
    assert!(serde_json::from_str::<PoolBox<Batch>>(bad).is_err());
    assert_eq!(Batch::stats().live, 0);
}
