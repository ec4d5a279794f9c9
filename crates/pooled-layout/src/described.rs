//! The trait by which a derive says what the compiler computed of a type.

use crate::facts::Facts;
use crate::orders::Ordered;
use crate::type_traits::Traits;

/// A type that a derive has described. The derives implement it; user code has no reason to name it.
#[diagnostic::on_unimplemented(
    message = "nothing is known about the layout of `{Self}`",
    label = "derives neither `Pooled` nor `Reset`",
    note = "write `#[derive(Pooled)]` or `#[derive(Reset)]` on it"
)]
pub trait Described: Sized {
    /// The facts.
    const __POOLED_FACTS: Facts;

    /// The orders of the fields.
    ///
    /// They are behind a type because the compiler evaluates the constants of an impl that is not generic. A user who
    /// does not ask for the suggestion should not pay for it.
    type __PooledOrders: Ordered;

    /// What is known of this type if it is a field of another. If its own fields are not known, nothing is known unless
    /// the impl says it here.
    const __POOLED_TRAITS: Traits = traits_of(&Self::__POOLED_FACTS);
}

/// The traits of a type with the fields of these facts.
///
/// The type does not count as plain: the facts about its fields do not say whether they ever own memory.
const fn traits_of(facts: &Facts) -> Traits {
    if !facts.kind.has_fields() {
        return Traits::UNTOLD;
    }
    let (fields, mut all, mut at) = (facts.fields, Traits::FREED, 0);
    while at < fields.len() {
        all = all.with_part(fields[at].contended, fields[at].kept);
        at += 1;
    }
    all
}
