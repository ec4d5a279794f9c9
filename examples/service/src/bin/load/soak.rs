//! Minutes at moderate load, with clients that go away and bodies that are no orders among it: nothing may grow.

use std::io;
use std::time::Instant;

use service::client::{Client, request};
use service::process::Process;

use crate::arguments::Arguments;
use crate::traffic::{Orders, Pace};
use crate::usage::resident;

/// How many clients go away in all, and how many bodies are no orders.
const FAULTS: u32 = 1_000;
/// How often the service is looked at.
const SAMPLES: u32 = 60;

/// What the service keeps at a moment.
struct Sample {
    idle_bytes: u64,
    resident: u64,
}

pub(crate) async fn run(arguments: &Arguments) -> io::Result<()> {
    let service = Process::start(&arguments.service, Some(arguments.core), &[])?;
    let (orders, begin) = (Orders::new("", None), Instant::now());
    let mut traffic = Traffic::new(&service).await?;
    let mut pace = Pace::new(arguments.rate);
    let (mut faults, mut samples, mut number) = (0, Vec::new(), 0);
    while begin.elapsed() < arguments.time {
        pace.wait().await;
        traffic.order(orders.get(number)).await?;
        number += 1;
        let part = begin.elapsed().as_secs_f64() / arguments.time.as_secs_f64();
        while f64::from(faults) < f64::from(FAULTS) * part.min(1.0) {
            traffic.go_away(orders.get(number), faults).await?;
            traffic.nonsense(orders.get(number)).await?;
            faults += 1;
        }
        if f64::from(SAMPLES) * part >= f64::from(u32::try_from(samples.len()).unwrap_or(u32::MAX)) {
            samples.push(traffic.sample().await?);
        }
    }
    drop(traffic);
    println!("{number} orders in {:?}; {faults} clients went away; {faults} bodies were no orders", arguments.time);
    let ended = service.stop()?;
    print!("{}", ended.output);
    let is_flat = judge(&samples);
    if ended.is_success && is_flat { Ok(()) } else { Err(io::Error::other("something grew, or the service failed")) }
}

/// A number of a sample.
type Number = fn(&Sample) -> u64;

/// Whether the last third of the samples is no more than 5 % above the middle third. Says so, too.
fn judge(samples: &[Sample]) -> bool {
    let third = samples.len() / 3;
    let numbers: [(&str, Number); 2] =
        [("bytes idle", |sample| sample.idle_bytes), ("bytes resident", |sample| sample.resident)];
    numbers.into_iter().fold(true, |is_flat, (name, number)| {
        let most = |samples: &[Sample]| samples.iter().map(number).max().unwrap_or_default();
        let (middle, last) = (most(&samples[third..samples.len() - third]), most(&samples[samples.len() - third..]));
        println!("the most {name}: {middle} in the middle third, {last} in the last");
        is_flat && last <= middle + middle / 20
    })
}

/// A client that stays, and others that come and go.
struct Traffic<'a> {
    service: &'a Process,
    client: Client,
}

impl<'a> Traffic<'a> {
    async fn new(service: &'a Process) -> io::Result<Self> {
        Ok(Self { service, client: Client::connect(service.address).await? })
    }

    /// An order that is answered.
    async fn order(&mut self, order: &[u8]) -> io::Result<()> {
        self.expect(order, 200).await.map(drop)
    }

    /// A body that ends too early.
    async fn nonsense(&mut self, order: &[u8]) -> io::Result<()> {
        let body = order.windows(4).position(|window| window == b"\r\n\r\n").map_or(0, |at| at + 4);
        let half = String::from_utf8_lossy(&order[body..body + (order.len() - body) / 2]);
        self.expect(&request("POST", "/price", "", &half), 400).await.map(drop)
    }

    /// A client that ends its connection in the middle of its order, or does not wait for the answer.
    async fn go_away(&mut self, order: &[u8], number: u32) -> io::Result<()> {
        let end = if number.is_multiple_of(2) { order.len() / 2 } else { order.len() };
        Client::connect(self.service.address).await?.send(&order[..end]).await
    }

    async fn sample(&mut self) -> io::Result<Sample> {
        let table = self.expect(&request("GET", "/pools", "", ""), 200).await?;
        let table = String::from_utf8(table).map_err(io::Error::other)?;
        let idle_bytes = table.lines().find_map(|line| line.strip_suffix(" bytes idle")?.parse().ok());
        let idle_bytes = idle_bytes.ok_or_else(|| io::Error::other(format!("no idle bytes in {table}")))?;
        Ok(Sample { idle_bytes, resident: resident(self.service.id())? })
    }

    /// The body of the answer, which must have this status.
    async fn expect(&mut self, request: &[u8], status: u16) -> io::Result<Vec<u8>> {
        let reply = self.client.ask(request).await?;
        if reply.status == status { Ok(reply.body) } else { Err(io::Error::other(reply.head)) }
    }
}
