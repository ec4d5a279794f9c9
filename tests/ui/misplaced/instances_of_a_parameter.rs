use pooled_types::Pooled;

#[derive(Default, Pooled)]
#[pooled(instances(Item<T>))]
struct Item<T>(Vec<T>);

fn main() {}
