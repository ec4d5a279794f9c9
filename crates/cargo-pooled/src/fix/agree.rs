//! One order for all instantiations of a definition.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use pooled_layout::figures::Figures;

use super::wish::{self, Wish};
use super::{RealFile, Refusal, strain};
use crate::model::{Kind, Type};
use crate::search::{Suggestion, apply, in_order, suggest};

/// A type, the file that it is in, and what is suggested for it.
#[derive(Clone, Debug)]
pub struct Instance {
    /// Where it is defined, with the line of the type.
    pub file: RealFile,
    /// As it is.
    pub ty: Type,
    suggestion: Suggestion,
}

impl Instance {
    /// With the suggestion for this type.
    #[must_use]
    pub fn new(ty: Type, file: RealFile) -> Self {
        let suggestion = suggest(&ty);
        Self { file, ty, suggestion }
    }
}

/// So many fields have 40,320 orders.
const ALL: usize = 8;

/// What is wanted: a wish for each definition that can be better, and what can't be wished for.
///
/// Instantiations have one definition, so the order that is suggested for one of them is taken if it makes no other worse. Of
/// several such orders that one is taken which makes the most of them better. If there is none, all orders of up to 8
/// fields are tried. Where that leaves others to be better, the same is done again.
#[must_use]
pub fn wishes(instances: Vec<Instance>) -> (Vec<Wish>, Vec<Refusal>) {
    let mut definitions: BTreeMap<_, Vec<Instance>> = BTreeMap::new();
    for instance in instances {
        let Instance { file, ty, .. } = &instance;
        definitions.entry((file.clone(), ty.line, wish::definition(&ty.name))).or_default().push(instance);
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
///
/// In an order that is better for one of them, another may be suggested for the next: this goes on until no fair one is.
fn agree(group: &[Instance]) -> Result<Option<Wish>, Refusal> {
    let Some((instance, mut order)) = better(group)? else { return Ok(None) };
    let mut now = rearranged(group, &order);
    while let Ok(Some((_, next))) = better(&now) {
        now = rearranged(&now, &next);
        order = next.into_iter().map(|place| order[place]).collect();
    }
    Ok(Some(wish(instance, &order, group)))
}

/// An order that makes some better and none worse, with one that it is suggested for; none if all is well.
fn better(group: &[Instance]) -> Result<Option<(&Instance, Vec<usize>)>, Refusal> {
    let mut improving = group.iter().filter(|instance| instance.suggestion.improves());
    let Some(first) = improving.next() else { return Ok(None) };
    reorderable(first)?;
    if group.iter().any(|other| wish::names(&other.ty) != wish::names(&first.ty)) {
        return Err(refusal(first, "it is built several times, and not always with the same fields"));
    }
    let candidates = [first].into_iter().chain(improving).map(|instance| (instance, declared(instance)));
    let fair = candidates.filter(|(_, order)| is_fair(group, order));
    let suggested = fair.min_by_key(|(_, order)| Reverse(gains(group, order)));
    match suggested.or_else(|| compromise(group).map(|order| (first, order))) {
        Some(found) => Ok(Some(found)),
        None => Err(refusal(first, objection(&first.ty, &declared(first), group))),
    }
}

/// All of them in an order.
fn rearranged(group: &[Instance], order: &[usize]) -> Vec<Instance> {
    let then = |Instance { file, ty, .. }: &Instance| Instance::new(apply(ty, order), file.clone());
    group.iter().map(then).collect()
}

/// Of all orders that make some better and none worse, the first of those that most gain by.
fn compromise(group: &[Instance]) -> Option<Vec<usize>> {
    let fields = group.first().map_or(0, |instance| instance.ty.fields.len());
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
fn is_fair(group: &[Instance], order: &[usize]) -> bool {
    group.iter().all(|Instance { ty, .. }| then(ty, order) <= ty.figures())
}

fn wish(instance: &Instance, order: &[usize], group: &[Instance]) -> Wish {
    let Instance { ty, file, .. } = instance;
    let strains = group.iter().flat_map(|other| strain::of(&other.ty, order)).collect();
    Wish::new(ty, file.clone(), order, strains)
}

/// How many instantiations an order makes better.
fn gains(group: &[Instance], order: &[usize]) -> usize {
    group.iter().filter(|Instance { ty, .. }| then(ty, order) < ty.figures()).count()
}

/// The suggested order, in numbers of the fields as declared: these are the same for all instantiations.
fn declared(Instance { suggestion, .. }: &Instance) -> Vec<usize> {
    suggestion.order.clone()
}

fn then(ty: &Type, order: &[usize]) -> Figures {
    in_order(ty, order)
}

/// Why no order is taken: what the one that is suggested for one does to another.
fn objection(ty: &Type, order: &[usize], group: &[Instance]) -> String {
    let worse = group.iter().map(|other| &other.ty).find(|other| then(other, order) > other.figures());
    let Some(other) = worse else { return String::new() };
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
fn reorderable(instance: &Instance) -> Result<(), Refusal> {
    Err(refusal(
        instance,
        match instance.ty.kind {
            Kind::Struct => return Ok(()),
            Kind::Tuple => "the fields of a tuple struct are used by their position",
            Kind::Unit => "it has no fields",
            Kind::TaggedEnum => "it is an enum: what is suggested is for structs",
            Kind::Enum => "it is an enum: where the fields of its variants lie is up to the compiler",
        },
    ))
}

fn refusal(Instance { ty, file, .. }: &Instance, reason: impl Into<String>) -> Refusal {
    Refusal { ty: ty.name.clone(), file: file.clone(), line: ty.line, reason: reason.into() }
}
