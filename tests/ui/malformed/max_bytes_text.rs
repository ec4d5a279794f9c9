use pooled_types::Pooled;

#[derive(Default, Pooled)]
struct Item(#[pooled(max_bytes = "64 KiB")] Vec<u8>);

fn main() {
    let _item = Item::take();
}
