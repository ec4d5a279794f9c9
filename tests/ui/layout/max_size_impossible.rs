use pooled_types::Pooled;

#[derive(Default, Pooled)]
#[pooled(max_size = 16)]
struct Item {
    body: Vec<u8>,
    id: u64,
}

fn main() {}
