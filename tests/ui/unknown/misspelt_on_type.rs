use pooled_types::Pooled;

#[derive(Default, Pooled)]
#[pooled(capcity = 8)]
struct Item(u8);

fn main() {
    let _item = Item::take();
}
