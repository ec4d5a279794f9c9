use pooled_types::Pooled;

#[derive(Pooled)]
#[pooled(new = Item::new)]
struct Item(u64);

impl Item {
    fn new(id: u64) -> Self {
        Self(id)
    }
}

fn main() {
    let _item = Item::take();
}
