//! What pools do over time, as lines of a log: the feature `tracing`.
//!
//! Two threads hand objects over while a subscriber prints the events of the pool. Any layer for `tracing` does: one
//! that writes traces for a viewer shows the same as marks on the threads.
//!
//! ```text
//! cargo run --release --example timeline --features tracing
//! ```

use std::sync::mpsc::channel;
use std::thread;
use std::time::Duration;

use pooled_types::{Pooled, on_leak};
use tracing_subscriber::filter::LevelFilter;
use tracing_subscriber::fmt;

#[derive(Pooled, Default)]
struct Job {
    input: Vec<u8>,
}

fn main() {
    // Time, level, thread, target, message, fields.
    fmt().with_max_level(LevelFilter::TRACE).with_ansi(false).with_thread_names(true).init();

    // More live objects than that are told as a warning.
    on_leak(Duration::MAX, |_| {});
    Job::settings().live_budget(150);
    Job::warm_shared(150);

    let (sender, receiver) = channel();
    let worker = thread::Builder::new().name("worker".to_owned());
    let worker = worker.spawn(move || receiver.iter().for_each(drop)).expect("a thread starts");
    for burst in [10, 152] {
        let jobs: Vec<_> = (0..burst).map(|_| Job::take()).collect();
        for mut job in jobs {
            job.input.extend(b"some input");
            sender.send(job).expect("the worker waits");
        }
    }
    drop(sender);
    worker.join().expect("the worker does not panic");
    Job::trim();
}
