use pooled_types::Pooled;

#[derive(Default, Pooled)]
struct Item(u8);

fn main() {
    let mut item = Item::take();
    drop(item);
    item.0 = 1;
}
