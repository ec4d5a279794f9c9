use pooled_types::Pooled;

#[derive(Default, Pooled)]
struct Item(#[pooled(banana)] u8);

fn main() {
    let _item = Item::take();
}
