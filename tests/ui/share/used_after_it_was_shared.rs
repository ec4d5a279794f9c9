use pooled_types::{PoolBox, Pooled};

#[derive(Default, Pooled)]
struct Item(u8);

fn main() {
    let mut item = Item::take();
    let _shared = PoolBox::share(item);
    item.0 = 1;
}
