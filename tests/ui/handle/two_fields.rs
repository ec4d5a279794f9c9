use pooled_types::Pooled;

#[derive(Default, Pooled)]
struct Item {
    one: String,
    two: String,
}

fn main() {
    let mut item = Item::take();
    std::mem::swap(&mut item.one, &mut item.two);
}
