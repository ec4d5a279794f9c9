use pooled_types::Pooled;

#[derive(Pooled)]
enum Item {}

fn main() {
    let _item = Item::take();
}
