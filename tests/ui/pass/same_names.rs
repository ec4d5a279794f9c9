//! What a trait of the user's calls its items never means those of the traits behind `Pooled`.

use pooled_types::{Pooled, StaticPooled};

trait Mine {
    const CAPACITY: u8 = 1;
    const DEPOT: u8 = 2;
    const TRACKED: u8 = 3;
    const NAME: u8 = 4;
    const LINE: u8 = 5;
    const FACTS: u8 = 6;
    const TRAITS: u8 = 7;
    const KEEPS: u8 = 8;

    fn fresh() -> u8 {
        9
    }
    fn key() -> u8 {
        10
    }
    fn sharing() -> u8 {
        11
    }
    fn validate(&mut self) -> u8 {
        12
    }
    fn pool() -> u8 {
        13
    }
}

trait OfTypes {
    type Reach: Default;
    type Orders: Default;
}

impl<T> Mine for T {}

impl<T> OfTypes for T {
    type Reach = u8;
    type Orders = u8;
}

#[derive(Pooled, Default)]
struct Thread(Vec<u8>);

#[derive(Pooled, Default)]
#[pooled(static = 1)]
struct Static([u8; 4]);

fn constants<T: Mine>() -> [u8; 8] {
    [T::CAPACITY, T::DEPOT, T::TRACKED, T::NAME, T::LINE, T::FACTS, T::TRAITS, T::KEEPS]
}

/// No bound but those of pools, so that theirs would be found first.
fn of_pooled<T: Pooled>(object: &mut T) -> ([u8; 12], T::Reach, T::Orders)
where
    T: OfTypes,
{
    let constants = [T::CAPACITY, T::DEPOT, T::TRACKED, T::NAME, T::LINE, T::FACTS, T::TRAITS, T::KEEPS];
    assert_eq!(constants, [1, 2, 3, 4, 5, 6, 7, 8]);
    let functions = [T::fresh(), T::key(), T::sharing(), object.validate()];
    let mut all = [0; 12];
    all[..8].copy_from_slice(&constants);
    all[8..].copy_from_slice(&functions);
    (all, Default::default(), Default::default())
}

fn of_static<T: StaticPooled>(object: &mut T) -> [u8; 4] {
    [T::LINE, T::fresh(), object.validate(), T::pool()]
}

fn main() {
    assert_eq!(constants::<Thread>(), [1, 2, 3, 4, 5, 6, 7, 8]);
    let (all, _, _) = of_pooled(&mut *Thread::take());
    assert_eq!(all, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
    assert_eq!(of_static(&mut Static([0; 4])), [5, 9, 12, 13]);
}
