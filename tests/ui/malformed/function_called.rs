use pooled_types::Pooled;

#[derive(Pooled)]
#[pooled(new = Item::new())]
struct Item(u8);

fn main() {
    let _item = Item::take();
}
