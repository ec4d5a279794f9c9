use pooled_types::Pooled;

#[derive(Default, Pooled)]
#[repr(C, packed(2))]
struct Item {
    id: u32,
}

fn main() {
    let _item = Item::take();
}
