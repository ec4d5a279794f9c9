//! What a process keeps after the load: one that is fresh and one that is pooled.

use std::io;
use std::rc::Rc;
use std::time::{Duration, Instant};

use service::client::Client;
use service::process::Process;

use crate::arguments::Arguments;
use crate::summary::Summary;
use crate::traffic::{Orders, Pace, busy};
use crate::usage::resident;

/// Two intervals of the pools, and a moment for the second one to end.
const CALM: Duration = Duration::from_secs(21);
/// How many requests a second come in that time.
const RATE: u32 = 10;

pub(crate) async fn run(arguments: &Arguments) -> io::Result<()> {
    let orders = Rc::new(Orders::new("", None));
    let mut rounds = Vec::new();
    println!("{:>24}{:>24}   MiB resident under load, and after {CALM:?}", "fresh", "pooled");
    for _ in 0..arguments.rounds {
        let (loaded, calm) = round(arguments, &orders).await?;
        let text = |way: usize| format!("{:.1} -> {:.1}", loaded[way], calm[way]);
        println!("{:>24}{:>24}", text(0), text(1));
        rounds.push((loaded, calm));
    }
    println!("pooled / fresh under load: {:.2}", Summary::of(rounds.iter().map(|([fresh, pooled], _)| pooled / fresh)));
    println!("pooled / fresh after it:   {:.2}", Summary::of(rounds.iter().map(|(_, [fresh, pooled])| pooled / fresh)));
    Ok(())
}

/// The mebibytes of the fresh and of the pooled process, under load and after it.
async fn round(arguments: &Arguments, orders: &Rc<Orders>) -> io::Result<([f64; 2], [f64; 2])> {
    let start = |share| Process::start(&arguments.service, Some(arguments.core), &["--share", share]);
    let services = [start("0")?, start("1")?];
    for service in &services {
        busy(service.address, arguments.connections, orders, arguments.time).await?;
    }
    let loaded = sizes(&services)?;
    // Both at the same time: it takes a while, and neither is busy.
    let mut clients = [Client::connect(services[0].address).await?, Client::connect(services[1].address).await?];
    let (start, mut pace, mut number) = (Instant::now(), Pace::new(RATE), 0);
    while start.elapsed() < CALM {
        pace.wait().await;
        for client in &mut clients {
            client.ask(orders.get(number)).await?;
        }
        number += 1;
    }
    let calm = sizes(&services)?;
    drop(clients);
    for service in services {
        if !service.stop()?.is_success {
            return Err(io::Error::other("the service failed"));
        }
    }
    Ok((loaded, calm))
}

#[expect(clippy::cast_precision_loss, reason = "a size to read")]
fn sizes([fresh, pooled]: &[Process; 2]) -> io::Result<[f64; 2]> {
    let mebibytes = |service: &Process| resident(service.id()).map(|bytes| bytes as f64 / f64::from(1 << 20));
    Ok([mebibytes(fresh)?, mebibytes(pooled)?])
}
