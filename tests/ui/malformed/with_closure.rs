use pooled_types::Pooled;

#[derive(Default, Pooled)]
struct Item(#[pooled(with = |x| *x = 0)] u8);

fn main() {
    let _item = Item::take();
}
