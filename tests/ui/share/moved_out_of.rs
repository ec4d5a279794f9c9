use pooled_types::{PoolBox, Pooled};

#[derive(Default, Pooled)]
struct Item(String);

fn main() {
    let item = PoolBox::share(Item::take());
    let _text: String = item.0;
}
