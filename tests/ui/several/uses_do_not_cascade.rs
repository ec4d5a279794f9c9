use pooled_types::{PoolBox, Pooled};

#[derive(Default, Pooled)]
#[pooled(capacity = 0)]
struct Item<T> {
    list: Vec<T>,
}

#[derive(Default, Pooled)]
struct Outer {
    inner: Option<PoolBox<Item<u8>>>,
}

fn main() {
    let mut outer = Outer::take();
    outer.inner = Some(Item::take());
    drop(Item::<u8>::try_take());
    Item::<u8>::warm(3);
    println!("{}", Item::<u8>::stats());
    std::thread::spawn(move || drop(outer));
}
