use pooled_types::Pooled;

#[derive(Default, Pooled)]
#[pooled(hott)]
struct Item(u8);

fn main() {
    let _item = Item::take();
}
