//! What is deprecated, pooled without a warning.
#![deny(warnings)]

use pooled_types::{Pooled, Reset};

#[deprecated]
#[derive(Default, Pooled)]
#[pooled(capacity = 4)]
pub struct Item(pub u8);

#[deprecated]
#[derive(Default, Pooled)]
#[pooled(static = 4)]
pub struct Static(pub u8);

#[derive(Default, Pooled)]
pub struct Field<T> {
    #[deprecated]
    pub field: u8,
    pub rest: Vec<T>,
}

#[derive(Pooled)]
#[pooled(new = Self::new)]
pub enum Variant {
    #[deprecated]
    One(u8),
    Two(#[deprecated] u8),
}

impl Variant {
    fn new() -> Self {
        Self::Two(0)
    }
}

#[derive(Pooled)]
#[pooled(new = Self::new)]
pub enum Marked {
    #[deprecated]
    #[pooled(default)]
    One(u8),
    Two,
}

impl Marked {
    #[expect(deprecated, reason = "the last user")]
    fn new() -> Self {
        Self::One(0)
    }
}

#[derive(Default, Reset)]
#[allow(deprecated)]
pub struct Allowed {
    pub item: Item,
}

#[derive(Default, Pooled)]
pub struct FieldAllowed {
    #[expect(deprecated, reason = "the last user")]
    pub item: Item,
    #[allow(deprecated)]
    #[pooled(value = old_value())]
    pub value: u8,
}

#[deprecated]
fn old_value() -> u8 {
    3
}

fn main() {
    drop((Field::<u8>::take(), Variant::take(), Marked::take(), FieldAllowed::take()));
    Allowed::default().reset();
}
