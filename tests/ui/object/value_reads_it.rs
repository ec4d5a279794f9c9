use pooled_types::Pooled;

#[derive(Default, Pooled)]
struct Item {
    #[pooled(value = self.len + 1)]
    next: u8,
    len: u8,
}

fn main() {
    let _item = Item::take();
}
