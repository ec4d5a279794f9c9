use pooled_types::Pooled;

#[derive(Default, Pooled)]
struct Item(#[pooled(hot, cold)] u8);

fn main() {
    let _item = Item::take();
}
