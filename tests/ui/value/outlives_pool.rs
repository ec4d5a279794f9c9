//! A guard that outlives its pool.

use pooled_types::{Pool, PoolGuard};

fn make() -> PoolGuard<'static, String> {
    let pool = Pool::new(String::new);
    pool.take()
}

fn main() {
    let guard;
    {
        let pool = Pool::new(String::new);
        guard = pool.take();
    }
    drop(guard);
    make();
}
