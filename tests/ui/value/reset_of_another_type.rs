//! A reset for another type than the pool has.

use pooled_types::Pool;

fn main() {
    let pool = Pool::builder(Vec::<u8>::new).reset(String::clear).build();
    drop(pool.take());
}
