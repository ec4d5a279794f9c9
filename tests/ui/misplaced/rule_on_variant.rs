use pooled_types::Pooled;

#[derive(Default, Pooled)]
enum Item {
    #[pooled(keep)]
    #[default]
    A,
}

fn main() {
    let _item = Item::take();
}
