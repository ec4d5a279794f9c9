use pooled_types::Pooled;

#[derive(Default, Pooled)]
#[pooled(instances(Item<u8>, Item<u16>), max_size = Self::SIZE)]
struct Item<T>(Vec<T>);

impl<T> Item<T> {
    const SIZE: usize = 24;
}

fn main() {
    let _item = Item::<u8>::take();
}
