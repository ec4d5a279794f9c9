use pooled_types::{PoolArc, PoolBox, Pooled};

#[derive(Default, Pooled)]
#[pooled(local)]
struct Item(u8);

fn main() {
    let item: PoolArc<Item> = PoolBox::share(Item::take());
    std::thread::spawn(move || drop(item));
}
