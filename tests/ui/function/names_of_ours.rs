use pooled_types::Pooled;

#[derive(Pooled, Default)]
#[pooled(validate = Item::validate, new = Item::fresh)]
struct Item(u8);

fn main() {}
