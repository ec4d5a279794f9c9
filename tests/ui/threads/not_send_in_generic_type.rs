use std::rc::Rc;

use pooled_types::Pooled;

#[derive(Default, Pooled)]
struct Item<T> {
    list: Vec<T>,
    #[pooled(keep)]
    name: Rc<u8>,
}

fn main() {
    let _item = Item::<u8>::take();
}
