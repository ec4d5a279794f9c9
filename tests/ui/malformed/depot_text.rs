use pooled_types::Pooled;

#[derive(Default, Pooled)]
#[pooled(depot = "many")]
struct Item(u8);

fn main() {
    let _item = Item::take();
}
