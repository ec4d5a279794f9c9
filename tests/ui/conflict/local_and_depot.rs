use pooled_types::Pooled;

#[derive(Default, Pooled)]
#[pooled(local, depot = 4)]
struct Item(u8);

fn main() {
    let _item = Item::take();
}
