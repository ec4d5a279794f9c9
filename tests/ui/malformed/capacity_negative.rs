use pooled_types::Pooled;

#[derive(Default, Pooled)]
#[pooled(capacity = -1)]
struct Item(u8);

fn main() {
    let _item = Item::take();
}
