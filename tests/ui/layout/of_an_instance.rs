use pooled_types::Pooled;

#[derive(Default, Pooled)]
#[pooled(max_size = 16, instances(Item<u8>, Item<u32>, Item<String>))]
struct Item<T> {
    id: u64,
    value: T,
}

fn main() {}
