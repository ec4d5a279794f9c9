use pooled_types::Pooled;

#[derive(Default, Pooled)]
#[pooled(static = 4u8)]
struct Item(u8);

fn main() {}
