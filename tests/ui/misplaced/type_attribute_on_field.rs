use pooled_types::Pooled;

#[derive(Default, Pooled)]
struct Item(#[pooled(capacity = 4)] u8);

fn main() {
    let _item = Item::take();
}
