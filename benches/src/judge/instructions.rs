//! Counts the instructions of a job, by valgrind's callgrind.

use std::process::{Command, Stdio};

use super::worker::Order;
use crate::compare::{callgrind, fail};

/// Instructions of a round. The rest of the process cancels out.
pub fn a_round(order: &Order) -> f64 {
    let count = |rounds| total(&with_rounds(order, rounds));
    (count(3) - count(1)) / 2.0
}

fn with_rounds(order: &Order, rounds: usize) -> Order {
    let mut order = order.clone();
    order.job.rounds = Some(rounds);
    order
}

fn total(order: &Order) -> f64 {
    let mut command = Command::new("valgrind");
    command.args(["--tool=callgrind", "--callgrind-out-file=/dev/null"]).arg(&order.program);
    order.give(&mut command);
    let output = callgrind::output(command.stdin(Stdio::null()));
    let said = String::from_utf8_lossy(&output.stderr);
    parse(&said).unwrap_or_else(|| fail(&format!("valgrind has counted nothing: {said}")))
}

/// The number in the line `==1== Collected : 123`.
fn parse(said: &str) -> Option<f64> {
    let line = said.lines().find_map(|line| line.split_once("Collected :"))?;
    line.1.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn total_is_read_from_what_valgrind_says() {
        assert_eq!(parse("==1== Events    : Ir\n==1== Collected : 123\n"), Some(123.0));
        assert_eq!(parse("==1== Events    : Ir\n"), None);
    }
}
