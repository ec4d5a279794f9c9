//! A constructor that borrows a local variable.

use pooled_types::Pool;

fn main() {
    let size = 16;
    let pool = Pool::new(|| vec![0_u8; size]);
    drop(pool.take());
}
