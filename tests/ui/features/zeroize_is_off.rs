use pooled_types::Pooled;

#[derive(Default, Pooled)]
struct Item {
    #[pooled(zeroize)]
    secret: [u8; 32],
}

fn main() {
    let _item = Item::take();
}
