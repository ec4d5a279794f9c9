//! Compares containers that keep their elements with those of the standard library and of `hashbrown`.
//!
//! `containers [ROUNDS]`. What is compared takes turns. It prints nanoseconds an entry of the first container of a row,
//! the median of the rounds, and how many times as long the others take: the median of the ratios of each turn.
//!
//! # The map
//! | file | what it is |
//! |---|---|
//! | `row` | measures a row and prints it |
//! | `maps` | `ReuseMap` beside other hash maps |

mod maps;
mod row;

use std::process::ExitCode;

use pooled_benches::measure;

const ROUNDS: usize = 21;

fn main() -> ExitCode {
    let rounds = match std::env::args().nth(1).map_or(Ok(ROUNDS), |value| measure::rounds(&value)) {
        Ok(rounds) => rounds,
        Err(complaint) => {
            eprintln!("{complaint}");
            return ExitCode::FAILURE;
        }
    };
    maps::compare(rounds);
    ExitCode::SUCCESS
}
