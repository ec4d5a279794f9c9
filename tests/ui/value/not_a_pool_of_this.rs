//! A function that takes any pool of strings gets something else.

use pooled_types::{ObjectPool, Pool};

fn greet(pool: &impl ObjectPool<String>) {
    pool.get().unwrap().push_str("hello");
}

fn main() {
    greet(&Pool::new(Vec::<u8>::new));
    greet(&String::new());
}
