use pooled_types::Pooled;

#[derive(Default, Pooled)]
#[pooled(validate = Item::check)]
struct Item(u64);

impl Item {
    fn check(self) -> bool {
        true
    }
}

fn main() {
    let _item = Item::take();
}
