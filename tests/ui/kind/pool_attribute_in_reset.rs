use pooled_types::Reset;

#[derive(Reset)]
#[pooled(capacity = 4)]
struct Item(u8);

fn main() {}
