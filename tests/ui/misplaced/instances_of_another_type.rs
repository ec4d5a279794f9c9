use pooled_types::Pooled;

#[derive(Default, Pooled)]
#[pooled(instances(Vec<u8>))]
struct Item<T>(Vec<T>);

fn main() {}
