//! Fresh and pooled take turns in one process.

use std::io;
use std::rc::Rc;
use std::time::Duration;

use service::process::Process;

use crate::arguments::Arguments;
use crate::summary::{Summary, percentile};
use crate::traffic::{Orders, busy};
use crate::usage::Processor;

/// What a turn took.
struct Turn {
    a_second: f64,
    /// In microseconds.
    half: f64,
    ninety_nine: f64,
    user: f64,
    system: f64,
}

impl Turn {
    fn processor(&self) -> f64 {
        self.user + self.system
    }
}

pub(crate) async fn run(arguments: &Arguments) -> io::Result<()> {
    let service = Process::start(&arguments.service, Some(arguments.core), &[])?;
    let ways = ["off", "on"].map(|way| Rc::new(Orders::new(&format!("x-pooled: {way}\r\n"), arguments.lines)));
    println!("{} connections; {} turns of {:?} of each way", arguments.connections, arguments.rounds, arguments.time);
    println!("orders of {} bytes in the mean", ways[0].bytes);
    let mut turns = [Vec::new(), Vec::new()];
    for orders in &ways {
        turn(&service, arguments, orders).await?;
    }
    for round in 0..arguments.rounds {
        // The way that goes first changes.
        for way in [round % 2, 1 - round % 2] {
            turns[way].push(turn(&service, arguments, &ways[way]).await?);
        }
    }
    show(&turns);
    let ended = service.stop()?;
    print!("{}", ended.output);
    if ended.is_success { Ok(()) } else { Err(io::Error::other("the service failed")) }
}

async fn turn(service: &Process, arguments: &Arguments, orders: &Rc<Orders>) -> io::Result<Turn> {
    let before = Processor::of(service.id())?;
    let times = busy(service.address, arguments.connections, orders, arguments.time).await?;
    let used = Processor::of(service.id())?.since(before);
    let count = u32::try_from(times.len()).map_err(io::Error::other)?;
    let a_request = |time: Duration| time.as_secs_f64() * 1e6 / f64::from(count);
    Ok(Turn {
        a_second: f64::from(count) / arguments.time.as_secs_f64(),
        half: percentile(&times, 0.5),
        ninety_nine: percentile(&times, 0.99),
        user: a_request(used.user()),
        system: a_request(used.total.saturating_sub(used.user())),
    })
}

/// A number of a turn.
type Number = fn(&Turn) -> f64;

/// Shows the median, the least and the most of each number, and of the ratios of turns that followed each other.
fn show([fresh, pooled]: &[Vec<Turn>; 2]) {
    let numbers: [(&str, Number); 6] = [
        ("requests a second", |turn| turn.a_second),
        ("p50, µs", |turn| turn.half),
        ("p99, µs", |turn| turn.ninety_nine),
        ("processor µs a request", Turn::processor),
        ("  of these in the program", |turn| turn.user),
        ("  of these in the system", |turn| turn.system),
    ];
    println!("{:28}{:>26}{:>26}{:>24}", "", "fresh", "pooled", "pooled / fresh");
    for (name, number) in numbers {
        let digits = usize::from(number(&fresh[0]) < 100.0);
        let of = |turns: &[Turn]| format!("{:.digits$}", Summary::of(turns.iter().map(number)));
        let ratio = Summary::of(fresh.iter().zip(pooled).map(|(fresh, pooled)| number(pooled) / number(fresh)));
        println!("{name:28}{:>26}{:>26}{:>24}", of(fresh), of(pooled), format!("{ratio:.2}"));
    }
}
