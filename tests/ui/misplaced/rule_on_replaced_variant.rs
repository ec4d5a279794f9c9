use pooled_types::Pooled;

#[derive(Default, Pooled)]
enum Item {
    #[default]
    A,
    B(#[pooled(keep)] u8),
}

fn main() {
    let _item = Item::take();
}
