use pooled_types::Pooled;

#[derive(Default, Pooled)]
struct Item {
    text: &'static str,
}

fn main() {
    let _item = Item::take();
}
