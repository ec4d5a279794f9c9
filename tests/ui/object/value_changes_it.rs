use pooled_types::Pooled;

#[derive(Default, Pooled)]
struct Item {
    #[pooled(value = { self.len += 1; 3 })]
    next: u8,
    #[pooled(keep)]
    len: u8,
}

fn main() {
    let _item = Item::take();
}
