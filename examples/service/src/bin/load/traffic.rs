//! Clients that send orders.

use std::io;
use std::net::SocketAddr;
use std::rc::Rc;
use std::time::{Duration, Instant};

use service::client::{Client, request};
use service::samples::{order, order_of};
use tokio::task::{JoinSet, LocalSet};
use tokio::time::{Instant as Deadline, sleep_until};

/// How many different orders are sent.
const ORDERS: u32 = 64;

/// Requests with orders, ready to be sent.
pub(crate) struct Orders {
    requests: Vec<Vec<u8>>,
    /// The bytes of an order in the mean.
    pub(crate) bytes: usize,
}

impl Orders {
    /// `headers` are lines, each with its end. `lines` are those of each order; else they differ.
    pub(crate) fn new(headers: &str, lines: Option<u32>) -> Self {
        let of = |number| lines.map_or_else(|| order(number), |lines| order_of(number, lines));
        let orders: Vec<_> = (0..ORDERS).map(of).collect();
        let bytes = orders.iter().map(String::len).sum::<usize>() / orders.len();
        Self { requests: orders.iter().map(|order| request("POST", "/price", headers, order)).collect(), bytes }
    }

    pub(crate) fn get(&self, number: usize) -> &[u8] {
        &self.requests[number % self.requests.len()]
    }
}

/// Each of some clients sends an order as soon as it has the answer to the one before. Returns how long the answers
/// took, sorted.
pub(crate) async fn busy(
    address: SocketAddr,
    connections: usize,
    orders: &Rc<Orders>,
    time: Duration,
) -> io::Result<Vec<Duration>> {
    let end = Instant::now() + time;
    let mut times = LocalSet::new()
        .run_until(async {
            let mut clients = JoinSet::new();
            for number in 0..connections {
                clients.spawn_local(client(address, number, Rc::clone(orders), end));
            }
            let mut times = Vec::new();
            while let Some(ended) = clients.join_next().await {
                times.append(&mut ended.map_err(io::Error::other)??);
            }
            Ok::<_, io::Error>(times)
        })
        .await?;
    times.sort_unstable();
    Ok(times)
}

async fn client(address: SocketAddr, number: usize, orders: Rc<Orders>, end: Instant) -> io::Result<Vec<Duration>> {
    let mut client = Client::connect(address).await?;
    let mut times = Vec::new();
    let mut begin = Instant::now();
    while begin < end {
        let reply = client.ask(orders.get(number * 7 + times.len())).await?;
        let now = Instant::now();
        if reply.status != 200 {
            return Err(io::Error::other(format!("an order was refused: {}", reply.head)));
        }
        times.push(now - begin);
        begin = now;
    }
    Ok(times)
}

/// Moments that follow each other at a rate, from now on.
pub(crate) struct Pace {
    next: Deadline,
    step: Duration,
}

impl Pace {
    pub(crate) fn new(rate: u32) -> Self {
        Self { next: Deadline::now(), step: Duration::from_secs(1) / rate }
    }

    /// Waits for the next moment.
    pub(crate) async fn wait(&mut self) {
        self.next += self.step;
        sleep_until(self.next).await;
    }
}
