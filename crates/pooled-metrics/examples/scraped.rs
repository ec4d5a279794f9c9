//! A program that Prometheus scrapes while its pool is at work: well, or with a fault that is made on purpose.
//!
//! `cargo run --release --example scraped -p pooled-metrics -- FAULT`
//!
//! The faults are those in [`FAULTS`]. The program prints the address of its metrics and runs until it is ended.
//! `.ci/ops` runs it with each fault, to see that each raises its alert and that nothing else does.

use std::error::Error;
use std::io::{BufRead, BufReader, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::time::{Duration, Instant};
use std::{env, panic, thread};

use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};
use pooled_metrics::Collector;
use pooled_types::{PoolBox, Pooled, Settings, configure};

const WORKERS: usize = 2;
/// How many requests a worker has at once, in each round.
const AT_ONCE: u64 = 50;
/// How long a round takes. So a worker takes about 1,000 objects a second.
const ROUND: Duration = Duration::from_millis(50);
/// How much the body of a request has.
const BYTES: usize = 4 << 10;

/// When the first scrape came: the leak goes by the clock of who watches.
static FIRST_SCRAPE: OnceLock<Instant> = OnceLock::new();
static LEAKED: AtomicU64 = AtomicU64::new(0);

#[derive(Pooled, Default)]
#[pooled(reset = clear)]
struct Request {
    number: u64,
    is_poisoned: bool,
    body: Vec<u8>,
}

fn clear(request: &mut Request) {
    assert!(!request.is_poisoned, "a reset that panics, on purpose");
    request.number = 0;
    request.body.clear();
}

type Outcome = Result<(), Box<dyn Error>>;

/// Something that is wrong.
struct Fault {
    name: &'static str,
    /// Runs before the workers start.
    prepare: fn() -> Outcome,
    /// What happens to each request that was served.
    finish: fn(PoolBox<Request>),
}

const FAULTS: [Fault; 6] = [
    Fault { name: "none", prepare: || Ok(()), finish: drop },
    Fault { name: "leak", prepare: || Ok(()), finish: forget_some },
    Fault { name: "detach", prepare: || Ok(()), finish: |request| drop(PoolBox::detach(request)) },
    Fault { name: "panic", prepare: || Ok(()), finish: poison_some },
    Fault { name: "limit", prepare: lower_limits, finish: drop },
    Fault { name: "budget", prepare: lower_budget, finish: drop },
];

fn lower_limits() -> Outcome {
    Request::settings().capacity(4)?.depot(0)?;
    Ok(())
}

fn lower_budget() -> Outcome {
    Ok(configure(Settings::current().idle_bytes(64 << 10))?)
}

/// How many objects are to be lost so many seconds after the first scrape: none for a while, then 2,000, and twice as
/// many every half a minute, until that is too much for the takes.
fn lost_after(seconds: f64) -> f64 {
    if seconds < 25.0 { 0.0 } else { 2_000.0 * ((seconds.min(90.0) - 25.0) / 30.0).exp2() }
}

#[expect(clippy::cast_precision_loss, reason = "there are not so many")]
fn forget_some(mut request: PoolBox<Request>) {
    let seconds = FIRST_SCRAPE.get().map_or(0.0, |start| start.elapsed().as_secs_f64());
    if (LEAKED.load(Relaxed) as f64) < lost_after(seconds) {
        LEAKED.fetch_add(1, Relaxed);
        request.body = Vec::new();
        std::mem::forget(request);
    }
}

fn poison_some(mut request: PoolBox<Request>) {
    request.is_poisoned = request.number.is_multiple_of(20);
    // A service answers other requests after this.
    let _ = panic::catch_unwind(panic::AssertUnwindSafe(|| drop(request)));
}

fn serve(number: u64) -> PoolBox<Request> {
    let mut request = Request::take();
    request.number = number;
    request.body.resize(BYTES, 7);
    request
}

fn work(finish: fn(PoolBox<Request>)) {
    let start = Instant::now();
    for round in 0.. {
        let requests: Vec<_> = (0..AT_ONCE).map(|number| serve(AT_ONCE * u64::from(round) + number)).collect();
        requests.into_iter().for_each(finish);
        // A machine that is busy for a moment changes nothing for long.
        thread::sleep((ROUND * (round + 1)).saturating_sub(start.elapsed()));
    }
}

/// Answers every request with the metrics.
fn answer(mut stream: TcpStream, collector: &Collector, exporter: &PrometheusHandle) -> std::io::Result<()> {
    for line in BufReader::new(stream.try_clone()?).lines() {
        if line?.is_empty() {
            break;
        }
    }
    FIRST_SCRAPE.get_or_init(Instant::now);
    collector.collect();
    let text = exporter.render();
    let (head, length) =
        ("HTTP/1.1 200 OK\r\nContent-Type: text/plain; version=0.0.4\r\nConnection: close", text.len());
    write!(stream, "{head}\r\nContent-Length: {length}\r\n\r\n{text}")
}

fn main() -> Outcome {
    let wanted = env::args().nth(1).unwrap_or_default();
    let Some(fault) = FAULTS.iter().find(|fault| fault.name == wanted) else {
        return Err(format!("`{wanted}` is none of {}", FAULTS.map(|fault| fault.name).join(", ")).into());
    };
    panic::set_hook(Box::new(|_| {}));
    let exporter = PrometheusBuilder::new().install_recorder()?;
    let collector = Collector::new();
    collector.describe();

    (fault.prepare)()?;
    for _ in 0..WORKERS {
        thread::spawn(|| work(fault.finish));
    }
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    println!("{}", listener.local_addr()?);
    for stream in listener.incoming() {
        // Who asks may go away before the answer.
        let _ = answer(stream?, &collector, &exporter);
    }
    Ok(())
}
