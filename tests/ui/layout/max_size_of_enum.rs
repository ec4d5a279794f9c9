use pooled_types::Reset;

#[derive(Reset)]
#[pooled(max_size = 16)]
enum Item {
    #[pooled(default)]
    Empty,
    Full([u64; 4], u8),
}

impl Default for Item {
    fn default() -> Self {
        Item::Empty
    }
}

fn main() {}
