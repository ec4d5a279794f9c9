//! A static pool of values that must stay on their thread.

use std::rc::Rc;

use pooled_types::Pool;

static POOL: Pool<Rc<u8>> = Pool::from_fn(Rc::default);

fn main() {
    drop(POOL.take());
}
