use pooled_types::{Pooled, Reset};

#[derive(Default, Pooled)]
#[pooled(bound = "T: Reset")]
struct Item<T> {
    last: Option<T>,
}

fn main() {
    let _item = Item::<u8>::take();
}
