use pooled_types::Pooled;

#[derive(Default, Pooled)]
#[pooled(depot = 1_000_000_000)]
struct Item(u8);

fn main() {
    let _item = Item::take();
}
