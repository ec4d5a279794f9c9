//! Without a prelude.
#![no_implicit_prelude]
#![forbid(unsafe_code)]
#![deny(missing_docs)]

use ::pooled_types::Pooled;
use ::std::default::Default;

#[derive(Pooled, Default)]
#[pooled(capacity = 4, validate = Item::check)]
struct Item {
    id: u64,
    #[pooled(value = 3)]
    retries: u8,
    #[pooled(default)]
    list: ::std::vec::Vec<u8>,
}

impl Item {
    fn check(&mut self) -> bool {
        self.retries == 3
    }
}

#[derive(Pooled, Default)]
#[pooled(instances(Generic<u8>))]
struct Generic<T>(::std::vec::Vec<T>);

#[derive(Pooled)]
enum Choice {
    A(u8),
    B,
}

impl Default for Choice {
    fn default() -> Self {
        Choice::A(0)
    }
}

#[derive(Pooled, Default)]
#[repr(C)]
#[pooled(instances(Tagged<u8>))]
enum Tagged<T> {
    #[default]
    A,
    B(u8, ::std::vec::Vec<T>),
    C {
        list: [T; 2],
    },
}

#[derive(Pooled, Default)]
#[pooled(static = 2)]
struct Static(u8);

fn main() {
    let item = Item::take();
    ::std::assert_eq!((item.id, item.list.len()), (0, 0));
    ::std::mem::drop((Generic::<u8>::take(), Generic::<u16>::take(), Choice::take()));
    ::std::mem::drop((Tagged::<u8>::take(), Tagged::B(1, ::std::vec::Vec::<u8>::new()), Tagged::C { list: [1, 2] }));
    ::std::mem::drop(<Static as ::pooled_types::StaticPooled>::take());
}
