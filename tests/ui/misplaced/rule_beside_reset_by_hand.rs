use pooled_types::Pooled;

#[derive(Default, Pooled)]
#[pooled(reset = Item::clean)]
struct Item(#[pooled(keep)] u8);

impl Item {
    fn clean(&mut self) {}
}

fn main() {
    let _item = Item::take();
}
