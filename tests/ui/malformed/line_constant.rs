use pooled_types::Pooled;

const LINE: usize = 64;

#[derive(Default, Pooled)]
#[pooled(line = LINE)]
struct Item(u64);

fn main() {}
