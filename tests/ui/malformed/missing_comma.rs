use pooled_types::Pooled;

#[derive(Default, Pooled)]
#[pooled(local capacity = 4)]
struct Item(u8);

fn main() {
    let _item = Item::take();
}
