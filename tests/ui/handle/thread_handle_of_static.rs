use pooled_types::{PoolBox, Pooled};

#[derive(Pooled, Default)]
#[pooled(static = 2)]
struct Item(u8);

fn hold(_: PoolBox<Item>) {}

fn main() {}
