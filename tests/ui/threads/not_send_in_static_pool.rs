use std::rc::Rc;

use pooled_types::Pooled;

#[derive(Default, Pooled)]
#[pooled(static = 4)]
struct Item {
    #[pooled(default)]
    name: Option<Rc<u8>>,
}

fn main() {}
