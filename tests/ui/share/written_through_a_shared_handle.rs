use pooled_types::{PoolBox, Pooled};

#[derive(Default, Pooled)]
struct Item(Vec<u8>);

fn main() {
    let item = PoolBox::share(Item::take());
    item.0.push(1);
}
