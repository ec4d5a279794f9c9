use pooled_types::PoolBox;

struct Item;

fn main() {
    let _item = PoolBox::new(Item);
}
