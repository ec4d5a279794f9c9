use pooled_types::{Pooled, StaticPooled};

#[derive(Default, Pooled)]
#[pooled(static = 0)]
struct Item(u8);

fn main() {
    let _item = Item::take();
}
