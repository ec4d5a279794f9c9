use pooled_types::{PoolArc, Pooled};

#[derive(Default, Pooled)]
struct Item {
    buffer: PoolArc<Vec<u8>>,
}

fn main() {}
