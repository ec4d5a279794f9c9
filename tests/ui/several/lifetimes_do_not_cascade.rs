use std::fmt::Debug;

use pooled_types::Pooled;

#[derive(Default, Pooled)]
struct Item<'a, T: 'a + Debug, const N: usize>
where
    &'a T: Debug,
{
    #[pooled(default)]
    text: &'a str,
    #[pooled(default)]
    rest: Option<&'a T>,
}

fn main() {
    let item = Item::<u8, 3>::take();
    drop(item);
}
