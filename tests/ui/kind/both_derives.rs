use pooled_types::{Pooled, Reset};

#[derive(Default, Pooled, Reset)]
struct Item(u8);

fn main() {}
