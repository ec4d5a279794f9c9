use pooled_types::Pooled;

#[derive(Default, Pooled)]
#[pooled(max_size = 16u32)]
struct Item(u64);

fn main() {}
