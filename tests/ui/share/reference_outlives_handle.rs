use pooled_types::{PoolBox, Pooled};

#[derive(Default, Pooled)]
struct Item(u8);

fn main() {
    let item = PoolBox::share(Item::take());
    let byte = &item.0;
    drop(item);
    assert_eq!(*byte, 0);
}
