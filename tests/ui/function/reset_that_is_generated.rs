use pooled_types::{Pooled, Reset};

#[derive(Default, Pooled)]
#[pooled(reset = Item::reset)]
struct Item(u64);

fn main() {
    Item::default().reset();
}
