//! Threads that share a pool of values that must stay on their thread.

use std::rc::Rc;
use std::thread;

use pooled_types::Pool;

fn main() {
    let pool = Pool::new(|| Rc::new(1));
    thread::scope(|threads| {
        threads.spawn(|| drop(pool.take()));
    });
}
