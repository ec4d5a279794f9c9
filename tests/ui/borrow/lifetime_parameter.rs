use pooled_types::Pooled;

#[derive(Default, Pooled)]
struct Item<'a> {
    #[pooled(value = "")]
    text: &'a str,
}

fn main() {
    let _item = Item::take();
}
