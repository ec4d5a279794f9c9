use pooled_types::Pooled;

#[derive(Default, Pooled)]
struct Item(#[pooled(keap)] u8);

fn main() {
    let _item = Item::take();
}
