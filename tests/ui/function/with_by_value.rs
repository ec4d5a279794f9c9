use pooled_types::Pooled;

#[derive(Default, Pooled)]
struct Item {
    #[pooled(with = drop)]
    text: String,
}

fn main() {
    let _item = Item::take();
}
