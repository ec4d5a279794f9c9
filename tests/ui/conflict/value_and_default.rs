use pooled_types::Pooled;

#[derive(Default, Pooled)]
struct Item(#[pooled(value = 1, default)] u8);

fn main() {
    let _item = Item::take();
}
