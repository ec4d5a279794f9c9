//! One order for all instantiations of a definition.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use pooled_runtime::layout::measure::Figures;

use super::wish::{self, Wish};
use super::{Refusal, strain};
use crate::model::{Kind, Type};
use crate::search::{Suggestion, in_order};

/// A type and what is suggested for it.
type Instance<'a> = (&'a Type, &'a Suggestion);

/// So many fields have 40,320 orders.
const ALL: usize = 8;

/// What is wanted: a wish for each definition that can be better, and what can't be wished for.
///
/// Instantiations have one definition, so the order that is suggested for one of them is taken if it makes no other worse. Of
/// several such orders that one is taken which makes the most of them better. If there is none, all orders of up to 8
/// fields are tried.
#[must_use]
pub fn wishes(instances: &[(&Type, &Suggestion)]) -> (Vec<Wish>, Vec<Refusal>) {
    let mut definitions: BTreeMap<_, Vec<Instance<'_>>> = BTreeMap::new();
    for &(ty, suggestion) in instances {
        definitions.entry((&ty.file, ty.line, wish::definition(&ty.name))).or_default().push((ty, suggestion));
    }
    let (mut wishes, mut refused) = (Vec::new(), Vec::new());
    for group in definitions.into_values() {
        match agree(&group) {
            Ok(wish) => wishes.extend(wish),
            Err(refusal) => refused.push(refusal),
        }
    }
    (wishes, refused)
}

/// The wish of all instantiations of a definition; none if all is well.
fn agree(group: &[Instance<'_>]) -> Result<Option<Wish>, Refusal> {
    let mut improving = group.iter().filter(|(_, suggestion)| suggestion.improves());
    let Some(&(first, suggestion)) = improving.next() else { return Ok(None) };
    reorderable(first)?;
    if group.iter().any(|(other, _)| wish::names(other) != wish::names(first)) {
        return Err(refusal(first, "it is built several times, and not always with the same fields"));
    }
    let others = improving.map(|&(ty, suggestion)| (ty, declared(ty, suggestion)));
    let candidates = [(first, declared(first, suggestion))].into_iter().chain(others);
    let fair = candidates.filter(|(_, order)| is_fair(group, order));
    let suggested = fair.min_by_key(|(_, order)| Reverse(gains(group, order)));
    match suggested.or_else(|| compromise(group).map(|order| (first, order))) {
        Some((ty, order)) => Ok(Some(wish(ty, &order, group))),
        None => Err(refusal(first, objection(first, &declared(first, suggestion), group))),
    }
}

/// Of all orders that make some better and none worse, the first of those that most gain by.
fn compromise(group: &[Instance<'_>]) -> Option<Vec<usize>> {
    let fields = group.first().map_or(0, |(ty, _)| ty.fields.len());
    let first = (fields <= ALL).then(|| (0..fields).collect());
    let orders = std::iter::successors(first, |order: &Vec<usize>| next(order.clone()));
    let fair = orders.filter(|order| is_fair(group, order)).map(|order| (gains(group, &order), order));
    let best = fair.filter(|(gains, _)| *gains > 0).min_by_key(|(gains, _)| Reverse(*gains));
    best.map(|(_, order)| order)
}

/// The next order in lexicographic order.
fn next(mut order: Vec<usize>) -> Option<Vec<usize>> {
    let at = order.windows(2).rposition(|pair| pair[0] < pair[1])?;
    let with = order.iter().rposition(|&other| other > order[at])?;
    order.swap(at, with);
    order[at + 1..].reverse();
    Some(order)
}

/// Whether an order makes none worse.
fn is_fair(group: &[Instance<'_>], order: &[usize]) -> bool {
    group.iter().all(|(ty, _)| then(ty, order) <= ty.figures())
}

fn wish(ty: &Type, order: &[usize], group: &[Instance<'_>]) -> Wish {
    let strains = group.iter().flat_map(|(other, _)| strain::of(other, &places(other, order))).collect();
    Wish::new(ty, &places(ty, order), strains)
}

/// How many instantiations an order makes better.
fn gains(group: &[Instance<'_>], order: &[usize]) -> usize {
    group.iter().filter(|(ty, _)| then(ty, order) < ty.figures()).count()
}

/// The suggested order, in numbers of the fields as declared: these are the same for all instantiations.
fn declared(ty: &Type, suggestion: &Suggestion) -> Vec<usize> {
    suggestion.order.iter().map(|&at| ty.fields[at].declared).collect()
}

/// The same as indices into the fields of one of them.
fn places(ty: &Type, order: &[usize]) -> Vec<usize> {
    let place = |&declared: &usize| ty.fields.iter().position(|field| field.declared == declared);
    order.iter().filter_map(place).collect()
}

fn then(ty: &Type, order: &[usize]) -> Figures {
    in_order(ty, &places(ty, order))
}

/// Why no order is taken: what the one that is suggested for one does to another.
fn objection(ty: &Type, order: &[usize], group: &[Instance<'_>]) -> String {
    let worse = group.iter().find(|(other, _)| then(other, order) > other.figures());
    let Some((other, _)) = worse else { return String::new() };
    let what = worsens(&other.figures(), &then(other, order));
    if other.name == ty.name {
        return format!(
            "it is built several times, and no order that was tried makes a build better and none worse: the suggested one \
             gives another {what}"
        );
    }
    format!(
        "no order that was tried makes it better and none worse that has the same definition: the suggested one gives `{}` {what}",
        other.name
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

/// Refuses what has no named fields.
fn reorderable(ty: &Type) -> Result<(), Refusal> {
    Err(refusal(
        ty,
        match ty.kind {
            Kind::Struct => return Ok(()),
            Kind::Tuple => "the fields of a tuple struct are used by their position",
            Kind::Unit => "it has no fields",
            Kind::TaggedEnum => "it is an enum: what is suggested is for structs",
            Kind::Enum => "it is an enum: where the fields of its variants lie is up to the compiler",
        },
    ))
}

fn refusal(ty: &Type, reason: impl Into<String>) -> Refusal {
    Refusal { ty: ty.name.clone(), file: ty.file.clone(), line: ty.line, reason: reason.into() }
}
