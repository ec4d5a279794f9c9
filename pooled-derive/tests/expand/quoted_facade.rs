#[pooled(crate = "pool::types")]
struct Item(u8);
