//! Orders as lines of JSON, read into nested records: fresh ones, and pooled ones whose containers keep their elements.
//!
//! A pooled order costs no allocation once it is warm: its items, their notes, its attributes and the address of the
//! buyer all stay, with the memory of their strings. The program counts the allocations of both, measures both in
//! turns, and also how long it takes to skip a line, which no record can save.
//!
//! ```text
//! cargo run --release --example json_lines --features serde
//! ```

#[path = "support/counting.rs"]
mod counting;

use std::fmt::Write;
use std::hint::black_box;
use std::time::{Duration, Instant};

use pooled_types::{PoolBox, Pooled, Reset};
use serde::de::IgnoredAny;

/// How many lines there are.
const LINES: usize = 1_000;
/// How often all lines are read in each way.
const ROUNDS: usize = 15;

/// The records as one would write them without a pool.
mod fresh {
    use std::collections::HashMap;

    use serde_derive::Deserialize;

    #[derive(Deserialize)]
    pub(crate) struct Order {
        pub(crate) id: u32,
        pub(crate) buyer: Buyer,
        pub(crate) items: Vec<Item>,
        pub(crate) attributes: HashMap<String, String>,
        pub(crate) coupon: Option<String>,
    }

    #[derive(Deserialize)]
    pub(crate) struct Buyer {
        pub(crate) name: String,
        pub(crate) address: Option<Address>,
    }

    #[derive(Deserialize)]
    pub(crate) struct Address {
        pub(crate) street: String,
        pub(crate) city: String,
    }

    #[derive(Deserialize)]
    pub(crate) struct Item {
        pub(crate) name: String,
        pub(crate) count: u32,
        pub(crate) notes: Vec<String>,
    }
}

/// The same records. Their lists, maps and options keep their elements, and an order has a pool.
mod pooled {
    use pooled_types::{Pooled, Reset, ReuseMap, ReuseOption, ReuseVec};
    use serde_derive::Deserialize;

    #[derive(Pooled, Deserialize, Default)]
    pub(crate) struct Order {
        pub(crate) id: u32,
        pub(crate) buyer: Buyer,
        pub(crate) items: ReuseVec<Item>,
        pub(crate) attributes: ReuseMap<String, String>,
        pub(crate) coupon: ReuseOption<String>,
    }

    #[derive(Reset, Deserialize, Default)]
    pub(crate) struct Buyer {
        pub(crate) name: String,
        pub(crate) address: ReuseOption<Address>,
    }

    #[derive(Reset, Deserialize, Default)]
    pub(crate) struct Address {
        pub(crate) street: String,
        pub(crate) city: String,
    }

    #[derive(Reset, Deserialize, Default)]
    pub(crate) struct Item {
        pub(crate) name: String,
        pub(crate) count: u32,
        pub(crate) notes: ReuseVec<String>,
    }
}

/// The sum of what an order says, of one kind of record and of the other.
macro_rules! sum_of {
    ($order:expr) => {{
        let order = &*$order;
        let address = order.buyer.address.as_ref().map_or(0, |address| address.street.len() + address.city.len());
        let notes = |notes: &[String]| notes.iter().map(String::len).sum::<usize>();
        let items = order.items.iter().map(|item| item.name.len() + item.count as usize + notes(&item.notes));
        let attributes = order.attributes.iter().map(|(name, value)| name.len() + value.len());
        let coupon = order.coupon.as_ref().map_or(0, String::len);
        order.id as usize + order.buyer.name.len() + address + items.sum::<usize>() + attributes.sum::<usize>() + coupon
    }};
}

fn read_fresh(line: &str) -> usize {
    let order: Box<fresh::Order> = serde_json::from_str(line).expect("it was made so");
    sum_of!(order)
}

fn read_pooled(line: &str) -> usize {
    let order: PoolBox<pooled::Order> = serde_json::from_str(line).expect("it was made so");
    sum_of!(order)
}

fn skip(line: &str) -> usize {
    serde_json::from_str::<IgnoredAny>(line).expect("it was made so");
    line.len()
}

/// Makes up an order of one to three kilobytes.
fn line(id: usize) -> String {
    let mut line = format!(r#"{{"id":{id},"buyer":{{"name":"Buyer number {id}","address":"#);
    match id % 4 {
        0 => line.push_str("null"),
        n => write!(line, r#"{{"street":"{n} Long Road","city":"Town number {n}"}}"#).expect("memory"),
    }
    line.push_str(r#"},"items":["#);
    for item in 0..6 + id % 12 {
        let comma = if item == 0 { "" } else { "," };
        write!(
            line,
            r#"{comma}{{"name":"Item {item} of the order","count":{item},"notes":["fragile","this way up"]}}"#
        )
        .expect("memory");
    }
    line.push_str(r#"],"attributes":{"#);
    for attribute in 0..8 {
        let comma = if attribute == 0 { "" } else { "," };
        write!(line, r#"{comma}"attribute {attribute}":"its value is {}""#, id * attribute).expect("memory");
    }
    let coupon = if id.is_multiple_of(3) { r#""TEN""# } else { "null" };
    write!(line, r#"}},"coupon":{coupon}}}"#).expect("memory");
    line
}

/// The median time for a line of each way. The ways take turns.
fn times(lines: &[String], ways: [fn(&str) -> usize; 3]) -> [Duration; 3] {
    let mut times = ways.map(|_| Vec::with_capacity(ROUNDS));
    for _ in 0..ROUNDS {
        for (way, times) in ways.iter().zip(&mut times) {
            let begin = Instant::now();
            for line in lines {
                black_box(way(line));
            }
            times.push(begin.elapsed() / u32::try_from(lines.len()).expect("there are few"));
        }
    }
    times.map(|mut times| {
        times.sort();
        times[times.len() / 2]
    })
}

fn main() {
    let lines: Vec<_> = (0..LINES).map(line).collect();
    let bytes = lines.iter().map(String::len).sum::<usize>() / LINES;
    let read_all = |way: fn(&str) -> usize| lines.iter().map(|line| way(line)).sum::<usize>();
    assert_eq!(read_all(read_fresh), read_all(read_pooled), "both kinds of records say the same");

    let ways = [read_fresh, read_pooled, skip];
    let allocations = ways.map(|way| counting::allocations(|| _ = black_box(read_all(way))).div_ceil(LINES as u64));
    assert_eq!(allocations[1], 0, "a warm pool allocates nothing");
    let [fresh, pooled, skipped] = times(&lines, ways);
    println!("{LINES} lines of {bytes} bytes");
    println!("fresh:   {:4} allocations and {fresh:?} a line", allocations[0]);
    println!("pooled:  {:4} allocations and {pooled:?} a line", allocations[1]);
    println!("skipped: {:4} allocations and {skipped:?} a line", allocations[2]);
    let share = |a: Duration, b: Duration| a.as_secs_f64() / b.as_secs_f64();
    let [beyond_fresh, beyond_pooled] = [fresh, pooled].map(|time| time.saturating_sub(skipped));
    println!("pooled takes {:.2} of the time of fresh", share(pooled, fresh));
    println!("beyond skipping it takes {:.2}", share(beyond_pooled, beyond_fresh));
    println!("the idle order keeps {} bytes on the heap", pooled::Order::take().retained_bytes());
}
