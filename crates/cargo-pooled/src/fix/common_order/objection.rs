//! Why no order is taken.

use pooled_layout::figures::Figures;

use super::instance::Instance;
use crate::fix::refusal::Refusal;
use crate::model::Kind;

/// Checks that a type has fields whose order can change.
///
/// # Errors
/// Refuses what has no named fields.
pub(super) fn reorderable(instance: &Instance) -> Result<(), Refusal> {
    Err(instance.refuse(match instance.ty.kind {
        Kind::Struct => return Ok(()),
        Kind::Tuple => "the fields of a tuple struct are used by their position",
        Kind::Unit => "it has no fields",
        Kind::TaggedEnum => "it is an enum: what is suggested is for structs",
        Kind::Enum => "it is an enum: where the fields of its variants lie is up to the compiler",
    }))
}

/// What the order that is suggested for `first` does to another type of the definition.
pub(super) fn objection(first: &Instance, group: &[Instance]) -> String {
    let order = first.suggested();
    let is_worse = |other: &&Instance| other.figures_in(&order) > other.ty.figures();
    let Some(other) = group.iter().find(is_worse) else { return String::new() };
    let what = worsens(&other.ty.figures(), &other.figures_in(&order));
    if other.ty.name == first.ty.name {
        return format!(
            "it is built several times, and no order that was tried makes a build better and none worse: the suggested \
             one gives another {what}"
        );
    }
    format!(
        "no order that was tried makes it better and none worse that has the same definition: the suggested one gives \
         `{}` {what}",
        other.ty.name
    )
}

/// The first figure that is worse.
fn worsens(now: &Figures, then: &Figures) -> String {
    let figures = [
        (now.hot_lines, then.hot_lines, "hot fields on N cache lines"),
        (now.hot_straddles, then.hot_straddles, "hot fields on more cache lines than needed: N"),
        (now.size, then.size, "a size of N bytes"),
        (now.warm_lines, then.warm_lines, "fields that are not cold on N cache lines"),
        (now.straddles, then.straddles, "fields on more cache lines than needed: N"),
    ];
    let worse = figures.into_iter().find(|(now, then, _)| then > now);
    worse.map_or_else(String::new, |(now, then, what)| {
        what.replace('N', &then.to_string()) + &format!(" instead of {now}")
    })
}
