use pooled_types::Pooled;

#[derive(Default, Pooled)]
#[pooled(max_lines = 1)]
struct Item {
    name: String,
    path: String,
    body: Vec<u8>,
}

fn main() {}
