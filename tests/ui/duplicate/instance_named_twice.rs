use pooled_types::Pooled;

#[derive(Default, Pooled)]
#[pooled(instances(Item<u8>, Item<u8>))]
struct Item<T>(Vec<T>);

fn main() {
    let _item = Item::<u8>::take();
}
