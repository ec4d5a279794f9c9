#[pooled(crate = 5)]
struct Item(u8);
