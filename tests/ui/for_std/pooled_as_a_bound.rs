use pooled_types::{Pooled, Reset};

#[derive(Default, Reset)]
struct Item(u8);

fn use_pool<T: Pooled>() {}

fn main() {
    use_pool::<Item>();
}
