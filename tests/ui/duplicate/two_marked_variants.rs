use pooled_types::Pooled;

#[derive(Pooled)]
enum Item {
    #[pooled(default)]
    A,
    #[pooled(default)]
    B,
}

impl Default for Item {
    fn default() -> Self {
        Self::A
    }
}

fn main() {
    let _item = Item::take();
}
