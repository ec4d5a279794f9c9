use pooled_types::Pooled;

#[derive(Default, Pooled)]
struct Item(#[pooled(max_byte = 1)] Vec<u8>);

fn main() {
    let _item = Item::take();
}
