use std::cell::Cell;

use pooled_types::{PoolBox, Pooled};

#[derive(Default, Pooled)]
struct Item(Cell<u8>);

fn main() {
    let item = PoolBox::share(Item::take());
    let other = item.clone();
    std::thread::spawn(move || other.0.set(1));
}
