use pooled_types::{Pooled, StaticPooled};

#[derive(Default, Pooled)]
#[pooled(static = "4")]
struct Item(u8);

fn main() {
    let item = Item::take().unwrap();
    drop(item);
}
