use pooled_types::{Pooled, StaticPooled};

#[derive(Pooled, Default)]
struct Item(u8);

fn take<T: StaticPooled>() {
    T::take();
}

fn main() {
    take::<Item>();
}
