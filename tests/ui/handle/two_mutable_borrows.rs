use pooled_types::Pooled;

#[derive(Default, Pooled)]
struct Item(u8);

fn main() {
    let mut item = Item::take();
    let (one, two): (&mut Item, &mut Item) = (&mut item, &mut item);
    std::mem::swap(one, two);
}
