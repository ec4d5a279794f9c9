use pooled_types::Pooled;

#[derive(Default, Pooled)]
#[pooled(hot_line = 1)]
struct Item {
    #[pooled(hot)]
    id: u64,
}

fn main() {}
