use pooled_types::Pooled;

#[derive(Default, Pooled)]
#[pooled(capacity = 1_000_000_000)]
struct Item(u8);

fn main() {
    let _item = Item::take();
}
