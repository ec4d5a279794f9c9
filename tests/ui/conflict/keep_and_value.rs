use pooled_types::Pooled;

#[derive(Default, Pooled)]
struct Item(#[pooled(keep, value = 1)] u8);

fn main() {
    let _item = Item::take();
}
