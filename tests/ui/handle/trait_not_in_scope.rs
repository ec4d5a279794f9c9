#[derive(Default, pooled_types::Pooled)]
struct Item(u8);

fn main() {
    drop(Item::take());
}
