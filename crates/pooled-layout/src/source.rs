//! Where the layout of a pooled type comes from.
//!
//! A pooled type names its source as a type. If it had the layout as a constant, the compiler would evaluate that for
//! each type that is not generic, whether somebody asks for it or not.

use core::marker::PhantomData;

use crate::described::Described;
use crate::facts::Facts;
use crate::orders::{NoOrders, Ordered};
use crate::type_layout::TypeLayout;

/// What has the layout of a type.
pub trait LayoutSource {
    /// The layout.
    const LAYOUT: TypeLayout;
}

/// The layout of a type that is [`Described`].
pub struct DescribedLayout<T>(PhantomData<T>);

impl<T: Described> LayoutSource for DescribedLayout<T> {
    const LAYOUT: TypeLayout = TypeLayout::of::<T>();
}

/// The layout of a type of whose inside nothing is known, such as a container of another crate: its size and its
/// alignment.
pub struct OpaqueLayout<T>(PhantomData<T>);

impl<T> LayoutSource for OpaqueLayout<T> {
    const LAYOUT: TypeLayout = TypeLayout::from_facts(Facts::opaque::<T>(""), NoOrders::ORDERS);
}
