use pooled_types::Pooled;

#[derive(Default, Pooled)]
struct Item {
    #[pooled(value = "three")]
    retries: u8,
}

fn main() {
    let _item = Item::take();
}
