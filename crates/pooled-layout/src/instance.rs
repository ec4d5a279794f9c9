//! The types that `instances` names: they must be instantiations of the type that is derived.

use crate::described::Described;
use crate::facts::Facts;
use crate::type_layout::TypeLayout;

/// An instantiation of one generic type, for which `Generic` stands. The trait has the message for a type that is not.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no instantiation of the type whose `instances` name it",
    label = "put concrete parameters into the type itself, or remove this"
)]
pub trait InstanceOf<Generic>: Described {
    /// What is known about the instantiation.
    const INSTANCE: Facts = <Self as Described>::__POOLED_FACTS;

    /// Its layout.
    const INSTANCE_LAYOUT: TypeLayout = TypeLayout::of::<Self>();
}
