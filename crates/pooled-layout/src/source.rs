//! Where the layout of a pooled type comes from.
//!
//! A pooled type names a type that has its layout. If it had the layout as a constant of its own, the compiler would
//! evaluate that for each type that is not generic, even if nobody asks for it.

use core::marker::PhantomData;

use crate::described::Described;
use crate::facts::Facts;
use crate::orders::{NoOrders, Ordered};
use crate::type_layout::TypeLayout;

/// A type that has the layout of another.
pub trait LayoutSource {
    /// The layout.
    const LAYOUT: TypeLayout;

    /// The facts that the layout is made of.
    #[doc(hidden)]
    const FACTS: Facts;
}

/// The layout of a type that is [`Described`].
pub struct DescribedLayout<T>(PhantomData<T>);

impl<T: Described> LayoutSource for DescribedLayout<T> {
    const LAYOUT: TypeLayout = TypeLayout::of::<T>();

    const FACTS: Facts = T::__POOLED_FACTS;
}

/// The layout of a type whose fields are not known, such as a container of another crate: its size and its alignment.
pub struct OpaqueLayout<T>(PhantomData<T>);

impl<T> LayoutSource for OpaqueLayout<T> {
    const LAYOUT: TypeLayout = TypeLayout::from_facts(Self::FACTS, NoOrders::ORDERS);

    const FACTS: Facts = Facts::opaque::<T>("");
}
