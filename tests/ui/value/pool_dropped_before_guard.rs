//! A pool that is dropped while a guard is alive.

use pooled_types::Pool;

fn main() {
    let pool = Pool::new(String::new);
    let text = pool.take();
    drop(pool);
    println!("{}", *text);
}
