use pooled_types::Pooled;

#[derive(Pooled)]
#[pooled(new = Item::create)]
struct Item(u64);

fn main() {
    let _item = Item::take();
}
