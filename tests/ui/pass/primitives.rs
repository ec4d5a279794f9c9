//! Types of the user's with the names of primitive types.
#![allow(dead_code, non_camel_case_types)]

use pooled_types::{Pooled, Reset, StaticPooled};

struct bool;
struct char;
struct str;
struct u8;
struct u16;
struct u32;
struct u64;
struct u128;
struct usize;
struct i8;
struct i32;
struct isize;
struct f64;

type Byte = ::core::primitive::u8;

#[derive(Default, Pooled)]
#[pooled(capacity = 4, depot = 8, validate = Item::check, new = Item::new, line = 128)]
#[pooled(max_size = 256, max_size_32 = 128, max_lines = 2, hot_lines = 1, no_straddle)]
struct Item {
    #[pooled(hot)]
    id: Byte,
    #[pooled(value = 3)]
    retries: Byte,
    #[pooled(max_capacity = 16)]
    list: Vec<Byte>,
    #[pooled(keep)]
    kept: Byte,
    text: String,
}

impl Item {
    fn new() -> Self {
        Self::default()
    }

    fn check(&mut self) -> ::core::primitive::bool {
        self.retries == 3
    }
}

#[derive(Default, Pooled)]
#[pooled(instances(Generic<Byte>), capacity = 3, max_size = 64)]
struct Generic<T>(Vec<T>);

#[derive(Default, Pooled)]
#[repr(C)]
enum Tagged {
    #[default]
    A,
    B(Byte, String),
}

#[derive(Reset)]
enum Unmarked {
    A(String),
    B,
}

impl Default for Unmarked {
    fn default() -> Self {
        Self::B
    }
}

#[derive(Default, Pooled)]
#[pooled(static = 2)]
struct Static(Byte);

/// Parameters with such names.
mod parameters {
    #[derive(Default, pooled_types::Pooled)]
    #[pooled(capacity = 3, validate = Odd::check)]
    pub struct Odd<bool, usize>(Vec<bool>, Vec<usize>);

    impl<A, B> Odd<A, B> {
        fn check(&mut self) -> ::core::primitive::bool {
            self.0.is_empty() && self.1.is_empty()
        }
    }
}

fn main() {
    assert_eq!(Item::take().retries, 3);
    drop((Generic::<Byte>::take(), Tagged::take(), <Static as StaticPooled>::take()));
    drop((Tagged::B(1, String::new()), parameters::Odd::<Byte, String>::take()));
    let mut unmarked = Unmarked::A(String::new());
    unmarked.reset();
    assert!(matches!(unmarked, Unmarked::B));
}
