use pooled_types::Pooled;

#[derive(Pooled)]
union Item {
    a: u8,
    b: i8,
}

fn main() {
    let _item = Item::take();
}
