//! Orders of the fields of a type.

/// Orders of the fields, as indices into [`Facts::fields`](crate::facts::Facts::fields).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Orders {
    /// As they lie in memory.
    pub(crate) memory: &'static [u16],
    /// As they had better be declared under `repr(C)`.
    pub(crate) suggested: &'static [u16],
    /// The order of least size and fewest hot lines. The suggested one, unless declaration order straddles less.
    pub(crate) least: &'static [u16],
}

/// What has the orders of the fields of a type.
pub trait Ordered {
    /// The orders.
    const ORDERS: Orders;
}

/// The orders of a type without fields.
pub enum NoOrders {}

impl Ordered for NoOrders {
    const ORDERS: Orders = Orders { memory: &[], suggested: &[], least: &[] };
}
