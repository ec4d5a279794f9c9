//! The facade under another name, and re-exported by another crate's module.

extern crate pooled_types as pool;

mod inner {
    pub mod re_exported {
        pub use pool::*;
    }
}

mod user {
    use crate::inner::re_exported::{Pooled, Reset};

    #[derive(Pooled, Default)]
    #[pooled(crate = crate::inner::re_exported, capacity = 4)]
    pub struct Item(Vec<u8>, Part);

    #[derive(Reset, Default)]
    #[pooled(crate = crate::inner::re_exported)]
    pub struct Part(u8);

    #[derive(Pooled, Default)]
    #[pooled(crate = crate::inner::re_exported)]
    pub struct Generic<T>(
        Vec<T>,
        #[pooled(max_capacity = 4)] Vec<T>,
        #[pooled(max_bytes = 4)] crate::inner::re_exported::ReuseMap<u8, T>,
    );
}

fn main() {
    use pool::Pooled as _;
    drop(user::Item::take());
    drop(user::Generic::<u8>::take());
}
