//! A document, measured in all ways.

use std::hint::black_box;
use std::time::Instant;

use pooled_benches::measure::{Round, Times, alternate};
use pooled_types::{CountingAllocator, PoolBox, Pooled, Reset};
use serde::Deserialize;
use serde::de::{DeserializeOwned, IgnoredAny};
use serde_json::Value;

use crate::seen::Seen;

/// A round reads at least so many bytes.
const FEWEST: usize = 4_000_000;

/// The records of a document.
pub trait Document {
    const NAME: &str;
    /// The bytes that the containers of the pooled record may keep together.
    const LIMIT: usize;
    type Fresh: DeserializeOwned;
    type Pooled: Pooled + Reset + DeserializeOwned;

    /// A document, `times` as large as the one that is measured.
    fn text(times: u32) -> String;

    /// A sum over what the records say, which shows that both say the same.
    fn fresh_sum(document: &Self::Fresh) -> usize;
    fn pooled_sum(document: &Self::Pooled) -> usize;
}

/// A pooled record is read so often before it is measured.
const WARM_UP: u32 = 400;

/// The ways to read a text.
type Ways = [fn(&str) -> usize; 4];

/// Prints the names of the columns.
pub fn print_head() {
    println!("{:27} {:^29} {:^35}  {:^20}  idle bytes", "", "allocations", "microseconds", "pooled / fresh");
    println!(
        "{:18} {:>8} {:>7} {:>6} {:>7} {:>6} {:>8} {:>8} {:>8} {:>8}  {:>6} {:>6} {:>6} {:>8} {:>9} {:>8}",
        "document",
        "bytes",
        "fresh",
        "pooled",
        "parser",
        "warm",
        "fresh",
        "pooled",
        "skipped",
        "seen",
        "total",
        "-skip",
        "-seen",
        "usual",
        "large",
        "limit"
    );
}

fn read_fresh<D: Document>(text: &str) -> usize {
    D::fresh_sum(&serde_json::from_str::<Box<D::Fresh>>(text).expect("it was made so"))
}

fn read_pooled<D: Document>(text: &str) -> usize {
    D::pooled_sum(&serde_json::from_str::<PoolBox<D::Pooled>>(text).expect("it was made so"))
}

fn skip(text: &str) -> usize {
    serde_json::from_str::<IgnoredAny>(text).expect("it was made so");
    text.len()
}

fn see(text: &str) -> usize {
    serde_json::from_str::<Seen>(text).expect("it was made so");
    text.len()
}

/// Measures a document whose name has `chosen` in it.
pub fn compare_chosen<D: Document>(chosen: &str, rounds: usize) {
    if D::NAME.contains(chosen) {
        compare::<D>(rounds);
    }
}

/// Measures a document and prints its row.
fn compare<D: Document>(rounds: usize) {
    let text = &D::text(1);
    let ways: Ways = [read_fresh::<D>, read_pooled::<D>, skip, see];
    let sums = ways.map(|way| way(text));
    assert_eq!(sums[0], sums[1], "{}: both kinds of records say the same", D::NAME);

    let (warm_after, own) = own_allocations::<D>(text);
    let [fresh, pooled, ..] = ways.map(|way| allocations(|| way(text)));
    let usual = idle_bytes::<D>();
    let times = times(text, ways, rounds);
    let [total, beyond_skip, beyond_seen] = [None, Some(2), Some(3)].map(|base| ratio(&times, base));
    let [fresh_time, pooled_time, skip_time, seen_time] = times.map(|times| times.median() / 1e3);
    read_pooled::<D>(&D::text(20));
    let large = idle_bytes::<D>();
    println!(
        "{:18} {:8} {fresh:7} {own:6} {:7} {warm_after:6} {fresh_time:8.1} {pooled_time:8.1} \
         {skip_time:8.1} {seen_time:8.1}  \
         {total:6.2} {beyond_skip:6.2} {beyond_seen:6.2} {usual:8} {large:9} {:8}",
        D::NAME,
        text.len(),
        pooled - own,
        D::LIMIT,
    );
    assert_eq!(own, 0, "{}: a warm pool allocates nothing", D::NAME);
    assert!(large <= D::LIMIT, "{}: a large document leaves more than the limit", D::NAME);
}

fn allocations(work: impl FnOnce() -> usize) -> u64 {
    CountingAllocator::count(|| black_box(work())).expect("it is installed").1
}

/// The last document for which a pooled record allocated while it warmed up, and how often it allocates then. It is
/// read from a document that is in memory as a tree, because a parser allocates room of its own for texts with escapes.
fn own_allocations<D: Document>(text: &str) -> (u32, u64) {
    let tree: Value = serde_json::from_str(text).expect("it was made so");
    let read = || allocations(|| D::pooled_sum(&PoolBox::<D::Pooled>::deserialize(&tree).expect("it was made so")));
    let allocating = (1..=WARM_UP).filter(|_| read() > 0);
    (allocating.max().unwrap_or(0), (0..20).map(|_| read()).sum())
}

/// The bytes that the idle record keeps on the heap.
fn idle_bytes<D: Document>() -> usize {
    D::Pooled::take().retained_bytes()
}

/// Nanoseconds a document, in rounds that take turns.
fn times(text: &str, ways: Ways, rounds: usize) -> [Times; 4] {
    let turns = FEWEST.div_ceil(text.len());
    let lane = |way: fn(&str) -> usize| {
        Box::new(move || {
            let start = Instant::now();
            for _ in 0..turns {
                black_box(way(black_box(text)));
            }
            Some(start.elapsed().as_nanos() as f64 / turns as f64)
        }) as Round
    };
    let mut lanes = ways.map(lane);
    alternate(&mut lanes, rounds).try_into().unwrap_or_else(|_| unreachable!("there are as many as lanes"))
}

/// Pooled over fresh, each less the time of the way `base`: the median of the ratios of each turn.
fn ratio(times: &[Times; 4], base: Option<usize>) -> f64 {
    let ratio_of = |turn: usize| {
        let less = base.map_or(0.0, |base| times[base].0[turn]);
        (times[1].0[turn] - less) / (times[0].0[turn] - less)
    };
    let turns = times.iter().map(|times| times.0.len()).min().unwrap_or(0);
    Times((0..turns).map(ratio_of).collect()).median()
}
