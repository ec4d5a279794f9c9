use pooled_types::Pooled;

#[derive(Default)]
struct One;
#[derive(Default)]
struct Two;

#[derive(Default, Pooled)]
struct Item {
    one: One,
    two: Two,
}

fn main() {
    let _item = Item::take();
}
