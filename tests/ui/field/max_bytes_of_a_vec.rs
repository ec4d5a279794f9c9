use pooled_types::Pooled;

#[derive(Default, Pooled)]
struct Item {
    #[pooled(max_bytes = 4096)]
    list: Vec<u8>,
}

fn main() {
    let _item = Item::take();
}
