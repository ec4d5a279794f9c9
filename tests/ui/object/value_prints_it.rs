use pooled_types::Pooled;

#[derive(Debug, Default, Pooled)]
struct Item {
    #[pooled(value = format!("{self:?}"))]
    text: String,
    len: u8,
}

fn main() {
    let _item = Item::take();
}
