//! The pooled types of scripts.

use std::sync::Mutex;

use pooled_types::{Pooled, Reset};

use super::body::{Body, Tally};
use super::perform::react;
use super::subject::{Known, Subject, tally};

macro_rules! subject {
    ($type:ty, $other:ty) => {
        impl Subject for $type {
            type Other = $other;

            fn make() -> Self {
                Self::new()
            }

            fn body(&mut self) -> &mut Body {
                &mut self.body
            }

            fn known() -> &'static Known<Self> {
                static KNOWN: Known<$type> = Known { pile: Mutex::new(Vec::new()), tally: Tally::new() };
                &KNOWN
            }
        }
    };
}

#[derive(Pooled)]
#[pooled(capacity = 3, depot = 4, new = Self::new, validate = Self::check)]
pub(super) struct Plain {
    body: Body,
}

impl Plain {
    fn new() -> Self {
        Self { body: Body::new(react::<Self>, tally::<Self>()) }
    }

    fn check(&mut self) -> bool {
        self.body.validate()
    }
}
subject!(Plain, Kept);

#[derive(Pooled)]
#[pooled(capacity = 2, depot = 3, new = Self::new, validate = Self::check)]
pub(super) struct Kept {
    body: Body,
    #[pooled(keep)]
    _kept: Box<u8>,
}

impl Kept {
    fn new() -> Self {
        Self { body: Body::new(react::<Self>, tally::<Self>()), _kept: Box::new(7) }
    }

    fn check(&mut self) -> bool {
        self.body.validate()
    }
}
subject!(Kept, Unshared);

#[derive(Pooled)]
#[pooled(capacity = 2, depot = 0, new = Self::new, validate = Self::check)]
pub(super) struct Unshared {
    body: Body,
}

impl Unshared {
    fn new() -> Self {
        Self { body: Body::new(react::<Self>, tally::<Self>()) }
    }

    fn check(&mut self) -> bool {
        self.body.validate()
    }
}
subject!(Unshared, Generic<u16>);

/// Its hooks are those of the one instantiation that is used.
#[derive(Pooled)]
#[pooled(capacity = 2, depot = 2, new = Self::new, validate = Self::check)]
pub(super) struct Generic<T: Reset + Send + 'static> {
    body: Body,
    more: Vec<T>,
}

impl<T: Reset + Send + 'static> Generic<T> {
    fn new() -> Self {
        Self { body: Body::new(react::<Generic<u16>>, tally::<Generic<u16>>()), more: Vec::new() }
    }

    fn check(&mut self) -> bool {
        self.body.validate() && self.more.is_empty()
    }
}
subject!(Generic<u16>, Plain);
