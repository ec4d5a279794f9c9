use pooled_types::Pooled;

#[derive(Default, Pooled)]
#[pooled(reset = String::clear)]
struct Item(u64);

fn main() {
    let _item = Item::take();
}
