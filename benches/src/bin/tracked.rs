//! Measures what the mode `Track` costs: takes and returns that are recorded, or of which one in 128 is, beside those
//! of the normal mode.
//!
//! `tracked [ROUNDS]`. The modes take turns: the pools are switched while the program runs. For each work it prints
//! nanoseconds a take and its return, the medians of the rounds, and how many times as long they are as in the normal
//! mode.

use std::collections::HashMap;
use std::hint::black_box;
use std::process::ExitCode;
use std::time::Instant;

use pooled_benches::measure::{Round, alternate, run};
use pooled_types::{Mode, Pooled, Settings, configure};

/// Takes in a round. Before them, as many are not measured: a thread that was just switched is not at its speed yet.
const TAKES: u32 = 100_000;

/// How many objects a work holds at once.
const HELD: usize = 8;

#[derive(Pooled, Default)]
struct Request {
    body: Vec<u8>,
}

#[derive(Pooled, Default)]
struct Line {
    name: String,
    numbers: Vec<u64>,
    bytes: Vec<u8>,
    fields: HashMap<u32, u32>,
}

const MODES: [(&str, Mode, u32); 3] =
    [("normal", Mode::Normal, 1), ("sample=128", Mode::Track, 128), ("track", Mode::Track, 1)];

fn bare() {
    black_box(Request::take().body.as_ptr());
}

fn kilobyte() {
    let mut request = Request::take();
    request.body.resize(1024, 1);
    black_box(request.body.as_ptr());
}

fn four_containers() {
    let mut line = Line::take();
    line.name.push_str("a name");
    line.numbers.extend([1, 2, 3, 4]);
    line.bytes.extend(b"some bytes");
    line.fields.extend([(1, 1), (2, 2)]);
    black_box(line.name.as_ptr());
}

fn held() {
    black_box(std::array::from_fn::<_, HELD, _>(|_| Request::take()));
}

/// Rounds of a work in each mode. `takes` is how many there are in one call of it.
fn measure<T: Pooled>(name: &str, rounds: usize, takes: u32, work: fn()) {
    let lane = |(_, mode, sample): (&str, Mode, u32)| -> Round {
        Box::new(move || {
            configure(Settings::current().sample(sample)).expect("the mode of all pools stays");
            T::settings().mode(mode).expect("a pool can have any mode");
            let repeat = || (0..TAKES / takes).for_each(|_| work());
            repeat();
            let start = Instant::now();
            repeat();
            Some(start.elapsed().as_secs_f64() * 1e9 / f64::from(TAKES))
        })
    };
    let times = alternate(&mut MODES.map(lane), rounds);
    let normal = times[0].median();
    print!("{name:24}");
    for times in times {
        print!(" {:>9.1} ({:>5.2})", times.median(), times.median() / normal);
    }
    println!();
}

fn main() -> ExitCode {
    run(|rounds, _| {
        print!("{:24}", "ns (times normal)");
        MODES.iter().for_each(|(name, ..)| print!(" {name:>17}"));
        println!();
        measure::<Request>("take and return", rounds, 1, bare);
        measure::<Request>("the same, 8 held", rounds, 8, held);
        measure::<Request>("fill 1 KiB", rounds, 1, kilobyte);
        measure::<Line>("fill four containers", rounds, 1, four_containers);
    })
}
