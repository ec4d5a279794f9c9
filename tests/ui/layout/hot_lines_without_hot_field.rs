use pooled_types::Pooled;

#[derive(Default, Pooled)]
#[pooled(hot_lines = 1)]
struct Item {
    id: u64,
}

fn main() {}
