use pooled_types::{PoolArc, PoolBox, Pooled};

#[derive(Default, Pooled)]
struct Item(u8);

fn main() {
    let mut item = PoolBox::share(Item::take());
    let only = PoolArc::get_mut(&mut item).unwrap();
    let other = item.clone();
    only.0 = 1;
    drop(other);
}
