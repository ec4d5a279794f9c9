use std::marker::PhantomData;

use pooled_types::{PoolArc, PoolBox, Pooled};

#[derive(Pooled)]
#[pooled(new = Self::new)]
struct Item<T>(PhantomData<T>);

impl<T> Item<T> {
    fn new() -> Self {
        Self(PhantomData)
    }
}

type Any = Item<for<'a> fn(&'a u8)>;
type Static = Item<fn(&'static u8)>;

fn main() {
    let item: PoolArc<Any> = PoolBox::share(Any::take());
    let _item: PoolArc<Static> = item;
}
