#[pooled(capcity = 8)]
struct Item<'a, T: Clone>(&'a T);
