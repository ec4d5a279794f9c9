use pooled_types::Pooled;

#[derive(Pooled)]
struct Item {
    id: u64,
}

fn main() {
    let _item = Item::take();
}
