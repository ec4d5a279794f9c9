use pooled_types::Pooled;

#[derive(Default, Pooled)]
#[pooled(validate = Item::check)]
struct Item(u64);

impl Item {
    fn check(&mut self) {}
}

fn main() {
    let _item = Item::take();
}
