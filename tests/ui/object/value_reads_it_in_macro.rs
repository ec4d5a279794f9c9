use pooled_types::Pooled;

#[derive(Default, Pooled)]
struct Item {
    #[pooled(value = vec![0; self.len])]
    list: Vec<u8>,
    len: usize,
}

fn main() {
    let _item = Item::take();
}
