//! The rows: each is a workload and the rule by which it is judged.

use super::rule::{Row, Rule};
use crate::sizes::game::Shape;
use crate::sizes::held::Burst;
use crate::sizes::many_types::Kind;
use crate::sizes::work::Work;

/// All rows.
pub fn all() -> Vec<Row> {
    let mut rows = Vec::new();
    for objects in [32, 1000, 5000, 20_000, 100_000] {
        let settings = if objects == 100_000 { "idle=256MiB" } else { "" };
        hold(&mut rows, "hold", objects, settings, Rule::Sizes);
    }
    for (a_frame, shape, what) in
        [(300, Shape::Buffer, "1 KiB"), (1000, Shape::Buffer, "1 KiB"), (5000, Shape::Line, "64 bytes")]
    {
        rows.push(row(format!("game, {a_frame} a frame, {what}"), Work::Game { a_frame, shape }, Rule::Sizes));
    }
    for (waves, what) in [(false, "pipe"), (true, "pipe in waves")] {
        for in_flight in [64, 2048, 16_384] {
            rows.push(row(format!("{what}, {in_flight} in flight"), Work::Pipe { in_flight, waves }, Rule::Pipe));
        }
    }
    rows.push(row("4 producers, 4 consumers", Work::Crowd, Rule::Misses));
    rows.push(row("64 threads hand over at random", Work::Exchange, Rule::Misses));
    hold(&mut rows, "budget full", 16_384, "idle=4MiB", Rule::Full);
    hold(&mut rows, "budget full, empty heap", 16_384, "idle=4MiB", Rule::Full);
    for (kind, what) in [(Kind::Static, "static"), (Kind::Generic, "generic")] {
        for types in [1, 16, 64, 200] {
            rows.push(row(format!("{types} {what} types at random"), Work::Mixed { kind, types }, Rule::Mixed));
        }
    }
    let once = |what, kind, rule| row(format!("200 {what} types once in a thread"), Work::Once { kind }, rule);
    rows.push(once("static", Kind::Static, Rule::Once { times: 1.6, bytes: 160.0 }));
    rows.push(once("generic", Kind::Generic, Rule::Once { times: 1.8, bytes: 200.0 }));
    rows.push(row("start and end of a thread, 4 types", Work::Threads, Rule::Threads));
    for (burst, what, limit) in [
        (Burst::Workers, "16 x 320 of 60 KB, then small", 4.0),
        (Burst::OneThread, "1,000 of 60 KB, then two", 1.0),
        (Burst::Together, "1,000 of 60 KB, then of 100 B", 1.0),
    ] {
        rows.push(row(format!("held: {what}"), Work::Held(burst), Rule::Held { limit }));
    }
    rows.push(row("ageing of 100,000 objects", Work::Ageing, Rule::Ageing));
    rows
}

fn row(name: impl Into<String>, work: Work, rule: Rule) -> Row {
    Row { name: name.into(), work, settings: work.settings(), rule }
}

/// Adds a row for each order of the drops.
fn hold(rows: &mut Vec<Row>, name: &str, objects: usize, settings: &str, rule: Rule) {
    for (oldest_first, order) in [(false, "newest first"), (true, "oldest first")] {
        let settings = (!settings.is_empty()).then(|| settings.to_string());
        let work = Work::Hold { objects, oldest_first, has_neighbour: name == "budget full" };
        rows.push(Row { name: format!("{name}, {objects}, {order}"), work, settings, rule });
    }
}
