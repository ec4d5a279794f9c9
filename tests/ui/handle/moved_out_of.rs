use pooled_types::Pooled;

#[derive(Default, Pooled)]
struct Item(String);

fn main() {
    let item = Item::take();
    let _text: String = item.0;
}
