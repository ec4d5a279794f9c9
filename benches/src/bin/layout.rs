//! Measures what it gains to put the hot fields of a struct together.
//!
//! It scans the hot fields of many pooled objects, with three layouts of the same struct: the declared order under
//! `repr(C)`, `repr(Rust)`, and the suggested order under `repr(C)`.
//!
//! `layout [ROUNDS]`. The layouts take turns. For each workload it prints nanoseconds an object, the medians of the
//! rounds. It also prints how many times as long the other layouts take as the suggested one: the median and the
//! quartiles of the ratios of each turn.

use std::cell::RefCell;
use std::fs;
use std::hint::black_box;
use std::rc::Rc;
use std::time::Instant;

use pooled_benches::measure::{FEWEST, Round, Times, alternate};
use pooled_types::layout::Figures;
use pooled_types::{PoolBox, Pooled, TypeLayout};

const ROUNDS: usize = 11;
/// A set is this many times as large as the last cache.
const TIMES_LAST_CACHE: usize = 8;
/// The size of a set where the system does not say how large the last cache is.
const GENEROUS: usize = 512 << 20;
/// The sizes of the first and the second cache where the system does not say them.
const MODEST: [usize; 2] = [32 << 10, 256 << 10];
/// A round visits at least so many objects. It goes through a small set several times.
const FEWEST_VISITS: usize = 200_000;

/// What the layouts of a struct have in common.
trait Record: Pooled {
    fn fill(&mut self, number: u64);
    /// Reads the hot fields.
    fn read_hot(&self) -> u64;
    /// Reads and writes the hot fields.
    fn update_hot(&mut self);
    /// Reads hot fields and others, on every line of the object.
    fn read_all(&self) -> u64;
}

macro_rules! records {
    ($($name:ident)*) => {$(
        impl Record for $name {
            fn fill(&mut self, number: u64) {
                self.id = number;
                self.deadline = number << 1;
                self.pending = number as u32;
                self.state = number as u8;
            }

            #[inline]
            fn read_hot(&self) -> u64 {
                self.id ^ self.deadline ^ u64::from(self.pending) ^ u64::from(self.state)
            }

            #[inline]
            fn update_hot(&mut self) {
                self.id += 1;
                self.deadline += self.id;
                self.pending = self.pending.wrapping_add(1);
                self.state ^= 1;
            }

            #[inline]
            fn read_all(&self) -> u64 {
                let lengths = self.request.len() + self.response.len() + self.log.len() + self.host.len();
                let bytes = u64::from(self.peer[0]) + self.trace[0] + self.trace[self.trace.len() - 1];
                self.read_hot() ^ self.opened ^ lengths as u64 ^ bytes
            }
        }
    )*};
}
records! { Wide WideRust WideSuggested Narrow NarrowRust NarrowSuggested }

/// Fields by topic, as people write them.
#[derive(Pooled, Default)]
#[repr(C)]
struct Wide {
    #[pooled(hot)]
    id: u64,
    #[pooled(cold)]
    peer: [u8; 16],
    host: String,
    #[pooled(cold)]
    certificate: [u8; 32],
    #[pooled(hot)]
    deadline: u64,
    request: Vec<u8>,
    headers: Vec<(u32, u32)>,
    #[pooled(hot)]
    pending: u32,
    retries: u32,
    response: Vec<u8>,
    #[pooled(cold)]
    log: String,
    #[pooled(cold)]
    opened: u64,
    #[pooled(hot)]
    state: u8,
    #[pooled(cold)]
    trace: [u64; 6],
}

/// The same, ordered by the compiler.
#[derive(Pooled, Default)]
struct WideRust {
    #[pooled(hot)]
    id: u64,
    #[pooled(cold)]
    peer: [u8; 16],
    host: String,
    #[pooled(cold)]
    certificate: [u8; 32],
    #[pooled(hot)]
    deadline: u64,
    request: Vec<u8>,
    headers: Vec<(u32, u32)>,
    #[pooled(hot)]
    pending: u32,
    retries: u32,
    response: Vec<u8>,
    #[pooled(cold)]
    log: String,
    #[pooled(cold)]
    opened: u64,
    #[pooled(hot)]
    state: u8,
    #[pooled(cold)]
    trace: [u64; 6],
}

/// The same, as `cargo pooled layout --fix` wrote it when this was measured. Today it writes another order of the cold
/// fields.
#[derive(Pooled, Default)]
#[repr(C)]
struct WideSuggested {
    #[pooled(hot)]
    id: u64,
    host: String,
    #[pooled(hot)]
    deadline: u64,
    #[pooled(hot)]
    pending: u32,
    retries: u32,
    #[pooled(hot)]
    state: u8,
    request: Vec<u8>,
    headers: Vec<(u32, u32)>,
    response: Vec<u8>,
    #[pooled(cold)]
    peer: [u8; 16],
    #[pooled(cold)]
    certificate: [u8; 32],
    #[pooled(cold)]
    log: String,
    #[pooled(cold)]
    opened: u64,
    #[pooled(cold)]
    trace: [u64; 6],
}

/// Half the size, with hot fields at both ends.
#[derive(Pooled, Default)]
#[repr(C)]
struct Narrow {
    #[pooled(hot)]
    id: u64,
    #[pooled(hot)]
    deadline: u64,
    #[pooled(cold)]
    peer: [u8; 4],
    host: Box<str>,
    request: Box<[u8]>,
    #[pooled(cold)]
    log: Box<str>,
    #[pooled(cold)]
    opened: u64,
    response: Box<[u8]>,
    #[pooled(cold)]
    trace: [u64; 2],
    #[pooled(hot)]
    pending: u32,
    #[pooled(hot)]
    state: u8,
}

/// The same, ordered by the compiler.
#[derive(Pooled, Default)]
struct NarrowRust {
    #[pooled(hot)]
    id: u64,
    #[pooled(hot)]
    deadline: u64,
    #[pooled(cold)]
    peer: [u8; 4],
    host: Box<str>,
    request: Box<[u8]>,
    #[pooled(cold)]
    log: Box<str>,
    #[pooled(cold)]
    opened: u64,
    response: Box<[u8]>,
    #[pooled(cold)]
    trace: [u64; 2],
    #[pooled(hot)]
    pending: u32,
    #[pooled(hot)]
    state: u8,
}

/// The same, as `cargo pooled layout --fix` writes it.
#[derive(Pooled, Default)]
#[repr(C)]
struct NarrowSuggested {
    #[pooled(hot)]
    id: u64,
    #[pooled(hot)]
    deadline: u64,
    #[pooled(cold)]
    peer: [u8; 4],
    host: Box<str>,
    request: Box<[u8]>,
    #[pooled(hot)]
    pending: u32,
    #[pooled(hot)]
    state: u8,
    #[pooled(cold)]
    log: Box<str>,
    #[pooled(cold)]
    opened: u64,
    response: Box<[u8]>,
    #[pooled(cold)]
    trace: [u64; 2],
}

/// How the objects of a set are visited.
#[derive(Clone, Copy)]
enum Visit {
    Read,
    Update,
    /// The place of the next object depends on the fields of this one, so no two are fetched at the same time.
    Chained,
    All,
}

/// Handles in the order in which they are visited.
type Set<T> = Rc<RefCell<Vec<PoolBox<T>>>>;

fn set<T: Record>(count: usize) -> Set<T> {
    let mut set: Vec<PoolBox<T>> = (0..count).map(|_| T::take()).collect();
    for (object, number) in set.iter_mut().zip(0..) {
        object.fill(number);
    }
    shuffle(&mut set);
    Rc::new(RefCell::new(set))
}

/// The shuffle of Fisher and Yates, with the same random numbers for every set of a size.
fn shuffle<T>(values: &mut [T]) {
    let mut random = 0x9e37_79b9_7f4a_7c15_u64;
    for last in (1..values.len()).rev() {
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        values.swap(last, (random % (last as u64 + 1)) as usize);
    }
}

fn sort_by_address<T: Record>(set: &Set<T>) {
    set.borrow_mut().sort_by_key(|object| std::ptr::from_ref::<T>(object).addr());
}

#[inline(never)]
fn read<T: Record>(set: &[PoolBox<T>]) {
    black_box(set.iter().fold(0, |sum, object| sum ^ object.read_hot()));
}

#[inline(never)]
fn update<T: Record>(set: &mut [PoolBox<T>]) {
    for object in set {
        object.update_hot();
    }
}

#[inline(never)]
fn read_chained<T: Record>(set: &[PoolBox<T>]) {
    // The step is always 1, but neither the compiler nor the processor can know that.
    let nothing = black_box(0);
    let mut at = 0;
    while at < set.len() {
        at += 1 + (set[at].read_hot() & nothing) as usize;
    }
}

#[inline(never)]
fn read_all<T: Record>(set: &[PoolBox<T>]) {
    black_box(set.iter().fold(0, |sum, object| sum ^ object.read_all()));
}

fn round<T: Record>(set: &Set<T>, visit: Visit) -> Round<'static> {
    let set = Rc::clone(set);
    Box::new(move || {
        let set = &mut *set.borrow_mut();
        let times = FEWEST_VISITS.div_ceil(set.len());
        let start = Instant::now();
        for _ in 0..times {
            match visit {
                Visit::Read => read(set),
                Visit::Update => update(set),
                Visit::Chained => read_chained(set),
                Visit::All => read_all(set),
            }
        }
        Some(start.elapsed().as_nanos() as f64 / (times * set.len()) as f64)
    })
}

/// A set of each layout of a struct.
struct Sets<A: Pooled, B: Pooled, C: Pooled>(Set<A>, Set<B>, Set<C>);

impl<A: Record, B: Record, C: Record> Sets<A, B, C> {
    fn new(bytes: usize) -> Self {
        let count = bytes / A::LAYOUT.size;
        Self(set(count), set(count), set(count))
    }

    fn run(&self, workload: &str, visit: Visit, rounds: usize) {
        let Self(declared, rust, suggested) = self;
        let mut lanes = [round(declared, visit), round(rust, visit), round(suggested, visit)];
        let times = alternate(&mut lanes, rounds);
        let [declared, rust, suggested] = times.as_slice() else { unreachable!("a result a lane") };
        print!("{workload:38} {:8.2} {:8.2} {:9.2}", declared.median(), rust.median(), suggested.median());
        print_ratio(declared, suggested);
        print!(" ");
        print_ratio(rust, suggested);
        println!();
    }

    fn sort_by_address(&self) {
        sort_by_address(&self.0);
        sort_by_address(&self.1);
        sort_by_address(&self.2);
    }
}

/// How many times as long it takes as the other one: the median of the turns, and the quartiles.
fn print_ratio(times: &Times, other: &Times) {
    let mut ratios: Vec<f64> = times.0.iter().zip(&other.0).map(|(a, b)| a / b).collect();
    ratios.sort_by(f64::total_cmp);
    let [quarter, half, rest] = [1, 2, 3].map(|n| ratios[ratios.len() * n / 4]);
    print!("   {half:4.2} ({quarter:4.2} to {rest:4.2})");
}

/// Checks that the layouts are what this program says they are.
fn check(declared: TypeLayout, rust: TypeLayout, suggested: TypeLayout) {
    for layout in [declared, suggested] {
        assert!(layout.fields().eq(layout.declared_fields()), "not as declared: {layout}");
    }
    // The subcommand searches for an order, `LAYOUT` constructs one. The orders may differ, but the one that was
    // searched is not worse by the objective.
    let objective = |figures: Figures| (figures.hot_lines, figures.hot_straddles, figures.size, figures.warm_lines);
    assert!(objective(suggested.figures()) <= objective(declared.suggestion().then), "{declared}\n{suggested}");
    assert!(!suggested.suggestion().improves, "not the suggestion: {suggested}");
    println!(
        "{}: {} bytes, repr(Rust) {}, suggested {}; hot lines {}, repr(Rust) {}, suggested {}",
        declared.name(),
        declared.size,
        rust.size,
        suggested.size,
        declared.hot_lines(),
        rust.hot_lines(),
        suggested.hot_lines()
    );
}

/// The sizes of the first processor's data caches in bytes, by level, if Linux says them.
fn caches() -> Vec<usize> {
    let mut caches = Vec::new();
    for index in 0.. {
        let read = |name| fs::read_to_string(format!("/sys/devices/system/cpu/cpu0/cache/index{index}/{name}"));
        let (Ok(kind), Ok(size)) = (read("type"), read("size")) else { break };
        let kibibytes = size.trim().strip_suffix('K').and_then(|size| size.parse::<usize>().ok());
        if kind.trim() != "Instruction" {
            caches.extend(kibibytes.map(|size| size << 10));
        }
    }
    caches
}

fn shown(bytes: usize) -> String {
    if bytes < 1 << 20 { format!("{} KiB", bytes >> 10) } else { format!("{} MiB", bytes >> 20) }
}

fn compare<A: Record, B: Record, C: Record>(large: usize, small: [usize; 2], rounds: usize) {
    println!();
    check(A::LAYOUT, B::LAYOUT, C::LAYOUT);
    println!(
        "{:38} {:>8} {:>8} {:>9}   {:20}   Rust / suggested",
        "ns an object", "declared", "Rust", "suggested", "declared / suggested"
    );
    let sets = Sets::<A, B, C>::new(large);
    sets.run("shuffled, read", Visit::Read, rounds);
    sets.run("shuffled, update", Visit::Update, rounds);
    sets.run("shuffled, read, one after the other", Visit::Chained, rounds);
    sets.run("shuffled, read every line", Visit::All, rounds);
    sets.sort_by_address();
    sets.run("in the order of the memory, read", Visit::Read, rounds);
    drop(sets);
    for bytes in small {
        let sets = Sets::<A, B, C>::new(bytes);
        sets.run(&format!("shuffled, read, {} in all", shown(bytes)), Visit::Read, rounds);
    }
}

fn main() {
    let rounds = std::env::args().nth(1).map_or(ROUNDS, |rounds| rounds.parse().expect("layout [ROUNDS]"));
    let rounds = rounds.max(FEWEST);
    let caches = caches();
    let last = caches.get(2..).and_then(<[_]>::last);
    let large = last.map_or(GENEROUS, |size| size * TIMES_LAST_CACHE);
    match last {
        Some(&size) => println!("last cache {}, a set of objects {}", shown(size), shown(large)),
        None => println!("last cache not known, a set of objects {}", shown(large)),
    }
    // Half of a cache, so that the handles have room in it too.
    let small = [0, 1].map(|level| caches.get(level).unwrap_or(&MODEST[level]) / 2);
    compare::<Wide, WideRust, WideSuggested>(large, small, rounds);
    compare::<Narrow, NarrowRust, NarrowSuggested>(large, small, rounds);
}
