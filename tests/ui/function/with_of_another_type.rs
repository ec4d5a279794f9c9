use pooled_types::Pooled;

#[derive(Default, Pooled)]
struct Item {
    #[pooled(with = wipe)]
    secret: [u8; 4],
}

fn wipe(_: &mut [u8; 8]) {}

fn main() {
    let _item = Item::take();
}
