use pooled_types::Pooled;

#[derive(Pooled, Default)]
#[pooled(crate = ::pooled_types::<u8>)]
struct Item(u8);

fn main() {
    let _item = Item::take();
}
