use pooled_types::Pooled;

struct Part;

#[derive(Pooled)]
enum Item {
    Empty,
    Full(Part),
}

impl Default for Item {
    fn default() -> Self {
        Self::Empty
    }
}

fn main() {
    let _item = Item::take();
}
