use pooled_types::Pooled;

const NONE: usize = 0;

#[derive(Default, Pooled)]
#[pooled(capacity = NONE)]
struct Item(u8);

fn main() {
    let _item = Item::take();
}
