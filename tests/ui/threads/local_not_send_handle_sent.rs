use std::rc::Rc;

use pooled_types::Pooled;

#[derive(Default, Pooled)]
#[pooled(local)]
struct Item(#[pooled(keep)] Rc<u8>);

fn main() {
    let item = Item::take();
    std::thread::spawn(move || drop(item));
}
