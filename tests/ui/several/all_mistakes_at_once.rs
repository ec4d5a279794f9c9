use pooled_types::Pooled;

#[derive(Default, Pooled)]
#[pooled(capcity = 8, depot, local = 1, new = 3)]
struct Item {
    #[pooled(keep, value = 1)]
    id: u64,
    #[pooled(hot, cold)]
    name: String,
    #[pooled(banana)]
    list: Vec<u8>,
}

fn main() {
    let _item = Item::take();
}
