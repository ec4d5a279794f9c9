use pooled_types::Pooled;

struct Item;

impl Pooled for Item {}

fn main() {}
