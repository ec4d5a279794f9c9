//! Prints the results.

use crate::claims::Claim;
use crate::results::{Row, Workload};

pub fn print(workload: &Workload) {
    println!("\n{} ({})", workload.title, workload.id);
    println!(
        "{:34} {:>10} {:>21} {:>12} {:>11} {:>6}",
        workload.unit, "ns", "quartiles", "instructions", "allocations", "rounds"
    );
    workload.rows.iter().for_each(print_row);
}

fn print_row(row: &Row) {
    let time = row.time;
    let quartiles = format!("{:.1} to {:.1}", time.low, time.high);
    let instructions = row.instructions.map_or_else(|| "-".to_string(), |count| format!("{count:.1}"));
    println!(
        "{:34} {:10.2} {quartiles:>21} {instructions:>12} {:11.3} {:6}",
        row.contender, time.median, row.allocations, time.rounds
    );
}

pub fn print_claim(claim: &Claim) {
    println!("{}: {:.2} <= {:.2} ns ({}): {}", claim.what, claim.ours, claim.limit, claim.other, claim.verdict());
}
