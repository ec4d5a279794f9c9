//! The request struct, filled each cycle: pooled, reused in place, and fresh, alternating in one run.
//!
//! Prints nanoseconds a cycle (the median of the rounds) and the ratios of the medians within the run.

use std::collections::HashMap;
use std::hint::black_box;
use std::time::Instant;

use pooled_types::{Pooled, Reset};

const ROUNDS: usize = 301;
const CYCLES: u32 = 10_000;

#[derive(Pooled, Default)]
struct Request {
    path: String,
    body: Vec<u8>,
    spans: Vec<(u32, u32)>,
    headers: HashMap<u32, u32>,
}

impl Request {
    #[inline(never)]
    fn fill(&mut self, n: u32) {
        self.path.push_str("/shop/items/3?sort=price");
        self.body.extend_from_slice(&[n as u8; 200]);
        self.spans.extend([(n, 1), (n, 2), (n, 3), (n, 4)]);
        self.headers.insert(n, 1);
        self.headers.insert(n + 1, 2);
    }
}

fn pooled() {
    for n in 0..CYCLES {
        let mut request = Request::take();
        request.fill(n);
        black_box(&mut *request);
    }
}

fn in_place(request: &mut Request) {
    for n in 0..CYCLES {
        request.fill(n);
        black_box(&mut *request);
        request.reset();
    }
}

fn fresh() {
    for n in 0..CYCLES {
        let mut request = Request::default();
        request.fill(n);
        black_box(&mut request);
    }
}

/// Nanoseconds a cycle.
fn timed(work: impl FnOnce()) -> f64 {
    let start = Instant::now();
    work();
    start.elapsed().as_nanos() as f64 / f64::from(CYCLES)
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

fn main() {
    let mut reused = Request::default();
    let mut times: [Vec<f64>; 3] = Default::default();
    for _ in 0..ROUNDS {
        times[0].push(timed(pooled));
        times[1].push(timed(|| in_place(&mut reused)));
        times[2].push(timed(fresh));
    }
    let [pooled, in_place, fresh] = times.map(median);
    println!("pooled   {pooled:6.1} ns");
    println!("in place {in_place:6.1} ns   pooled / in place {:.3}", pooled / in_place);
    println!("fresh    {fresh:6.1} ns   fresh / pooled    {:.2}", fresh / pooled);
}
