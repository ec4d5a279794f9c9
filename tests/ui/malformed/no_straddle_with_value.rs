use pooled_types::Pooled;

#[derive(Default, Pooled)]
#[pooled(no_straddle = true)]
struct Item(u64);

fn main() {}
