use pooled_types::Pooled;

#[derive(Default, Pooled)]
#[pooled(line = 32)]
struct Item(u64);

fn main() {}
