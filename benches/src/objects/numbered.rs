//! Types that are alike, so that each can be taken for the first time.

use std::hint::black_box;

use derivable_object_pool::prelude::*;
use pooled_types::{PoolBox, Pooled};
use poolshark::{Discriminant, location_id};

use super::object::Object;

/// Something to do with each of the types.
pub trait EachType {
    fn each<T: Object>(&mut self)
    where
        PoolBox<T>: Send;
}

macro_rules! numbered {
    ($($name:ident $number:literal)*) => {
        $(
            #[derive(Pooled, Default, ObjectPool)]
            pub struct $name(Vec<u8>);

            impl Object for $name {
                const PLACE: Option<Discriminant> = Discriminant::empty(location_id!()).add_size::<$number>();

                #[inline]
                fn make() -> Self {
                    Self::default()
                }

                #[inline]
                fn touch(&mut self) {
                    self.0.push(1);
                    black_box(&mut self.0);
                }

                #[inline]
                fn room(&self) -> usize {
                    self.0.capacity().max(1)
                }

                #[inline]
                fn wipe(&mut self) {
                    self.0.clear();
                }
            }
        )*

        /// How many types there are.
        pub const COUNT: usize = [$($number),*].len();

        pub fn visit(each: &mut impl EachType) {
            $(each.each::<$name>();)*
        }
    };
}
numbered! {
    Type1 1 Type2 2 Type3 3 Type4 4 Type5 5 Type6 6 Type7 7 Type8 8
    Type9 9 Type10 10 Type11 11 Type12 12 Type13 13 Type14 14 Type15 15 Type16 16
    Type17 17 Type18 18 Type19 19 Type20 20 Type21 21 Type22 22 Type23 23 Type24 24
    Type25 25 Type26 26 Type27 27 Type28 28 Type29 29 Type30 30 Type31 31 Type32 32
}
