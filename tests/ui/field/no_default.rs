use pooled_types::Pooled;

struct Part;

#[derive(Pooled)]
#[pooled(new = Item::new)]
struct Item {
    #[pooled(default)]
    part: Part,
}

impl Item {
    fn new() -> Self {
        Self { part: Part }
    }
}

fn main() {
    let _item = Item::take();
}
