use std::time::Instant;

use pooled_types::Pooled;

#[derive(Pooled)]
#[pooled(new = Item::new)]
struct Item {
    id: u64,
    start: Instant,
}

impl Item {
    fn new() -> Self {
        Self { id: 0, start: Instant::now() }
    }
}

fn main() {
    let _item = Item::take();
}
