use pooled_types::Pooled;

#[derive(Default, Pooled)]
#[pooled(max_size = "64")]
struct Item(u64);

fn main() {}
