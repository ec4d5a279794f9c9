use pooled_types::Pooled;

#[derive(Pooled)]
#[pooled(max_size = 64)]
struct Item {
    head: u8,
    tail: [u8],
}

fn main() {}
