use pooled_types::Pooled;

#[derive(Default, Pooled)]
struct Item(#[pooled(with = 3)] u8);

fn main() {
    let _item = Item::take();
}
