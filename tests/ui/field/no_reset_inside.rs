use pooled_types::Pooled;

#[derive(Default)]
struct Part;

#[derive(Default, Pooled)]
struct Item {
    parts: [Part; 2],
}

fn main() {
    let _item = Item::take();
}
