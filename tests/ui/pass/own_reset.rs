//! Functions called `reset` that the user wrote, beside the one that the derive writes.

use pooled_types::{Pooled, Reset};

#[derive(Default, Pooled)]
#[pooled(reset = Item::reset)]
struct Item(u64);

impl Item {
    fn reset(&mut self) {
        self.0 = 5;
    }
}

#[derive(Default, Pooled)]
#[pooled(reset = Self::reset, instances(Generic<u8>))]
struct Generic<T: Default + Send + 'static>(T, u8);

impl<T: Default + Send + 'static> Generic<T> {
    fn reset(&mut self) {
        *self = Self(T::default(), 6);
    }
}

#[derive(Reset)]
#[pooled(reset = Part::reset)]
struct Part<'a, T>(T, &'a str);

impl<T> Part<'_, T> {
    fn reset(&mut self) {
        self.1 = "part";
    }
}

mod by_trait {
    pub trait Clear {
        fn reset(&mut self);
        fn number(&mut self) -> &mut u8;
    }

    #[derive(Default, pooled_types::Pooled)]
    #[pooled(reset = Clear::reset)]
    pub struct ByTrait(pub u8);

    impl Clear for ByTrait {
        fn reset(&mut self) {
            self.0 = 7;
        }
        fn number(&mut self) -> &mut u8 {
            &mut self.0
        }
    }

    pub fn reset<T: Clear>(of: &mut T) {
        *of.number() = 8;
    }
}

#[derive(Default, Pooled)]
#[pooled(reset = by_trait::reset)]
struct Free(u8);

impl by_trait::Clear for Free {
    fn reset(&mut self) {
        unreachable!("it was not named");
    }
    fn number(&mut self) -> &mut u8 {
        &mut self.0
    }
}

fn main() {
    assert_eq!((Item::take().0, Generic::<u8>::take().1, Generic::<String>::take().1), (5, 6, 6));
    let mut part = Part((), "");
    Reset::reset(&mut part);
    assert_eq!(part.1, "part");
    assert_eq!((by_trait::ByTrait::take().0, Free::take().0), (7, 8));
}
