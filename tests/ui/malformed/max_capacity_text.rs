use pooled_types::Pooled;

#[derive(Default, Pooled)]
struct Item(#[pooled(max_capacity = "16")] Vec<u8>);

fn main() {
    let _item = Item::take();
}
