use std::rc::Rc;

use pooled_types::Pooled;

#[derive(Default, Pooled)]
struct Item {
    id: u64,
    #[pooled(default)]
    name: Rc<u8>,
}

fn main() {
    let _item = Item::take();
}
