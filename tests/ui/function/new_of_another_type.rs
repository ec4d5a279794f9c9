use pooled_types::Pooled;

#[derive(Pooled)]
#[pooled(new = String::new)]
struct Item(u64);

fn main() {
    let _item = Item::take();
}
