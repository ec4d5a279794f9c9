use pooled_types::Pooled;

#[derive(Default, Pooled)]
struct Item(u8);

fn main() {
    let mut item = Item::take();
    let byte = &mut item.0;
    drop(item);
    *byte = 1;
}
