use pooled_types::Pooled;

#[derive(Default, Pooled)]
#[pooled(capacity = 4, capacity = 8)]
struct Item(u8);

fn main() {
    let _item = Item::take();
}
