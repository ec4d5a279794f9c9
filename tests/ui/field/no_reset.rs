use pooled_types::Pooled;

#[derive(Default)]
struct Part;

#[derive(Default, Pooled)]
struct Item {
    id: u64,
    part: Part,
}

fn main() {
    let _item = Item::take();
}
