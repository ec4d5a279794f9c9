//! One order for all instantiations of a definition.
//!
//! Instantiations share their definition, so an order may only be taken if it makes some of them better and none worse.
//!
//! # The map
//!
//! | module | what it is |
//! |---|---|
//! | `permutations` | all orders of a number of fields |
//! | `instance` | one type that has the definition, and what an order does to it |
//! | `objection` | why no order is taken |

mod instance;
mod objection;
mod permutations;

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::refusal::Refusal;
use super::request::{Request, declared_names};
use super::syntax::names::definition_name;
use objection::{objection, reorderable};
use permutations::permutations;

pub use instance::Instance;

/// All orders are tried up to this number of fields. 8 fields have 40,320 orders.
const TRY_ALL: usize = 8;

/// A request for each definition that can be better, and refusals of what can't be requested.
///
/// An order that is suggested for one instantiation is taken if it makes no other worse. If there are several such
/// orders, the one is taken that makes the most instantiations better. If there is none, all orders are tried, up to a
/// number of fields. The same is done again in the new order as long as it makes some instantiations better.
#[must_use]
pub fn requests(instances: Vec<Instance>) -> (Vec<Request>, Vec<Refusal>) {
    let mut definitions: BTreeMap<_, Vec<Instance>> = BTreeMap::new();
    for instance in instances {
        let Instance { file, ty, .. } = &instance;
        definitions.entry((file.clone(), ty.line, definition_name(&ty.name))).or_default().push(instance);
    }
    let (mut requests, mut refused) = (Vec::new(), Vec::new());
    for group in definitions.into_values() {
        match request(&group) {
            Ok(request) => requests.extend(request),
            Err(refusal) => refused.push(refusal),
        }
    }
    (requests, refused)
}

/// The request of all instantiations of a definition; `None` if none of them can be better.
///
/// In an order that is better for one of them, another order may be suggested for the next. So this goes on until no
/// order is suggested that makes none worse.
fn request(group: &[Instance]) -> Result<Option<Request>, Refusal> {
    let Some((instance, mut order)) = better(group)? else { return Ok(None) };
    let mut now = rearranged(group, &order);
    while let Ok(Some((_, next))) = better(&now) {
        now = rearranged(&now, &next);
        order = next.into_iter().map(|place| order[place]).collect();
    }
    let regressions = group.iter().flat_map(|other| other.regressions(&order)).collect();
    let Instance { ty, file, .. } = instance;
    Ok(Some(Request::new(ty, file.clone(), &order, regressions)))
}

/// All of them in an order.
fn rearranged(group: &[Instance], order: &[usize]) -> Vec<Instance> {
    group.iter().map(|instance| instance.rearranged(order)).collect()
}

/// An order that makes some better and none worse, with an instantiation that gains by it; `None` if none can be
/// better.
fn better(group: &[Instance]) -> Result<Option<(&Instance, Vec<usize>)>, Refusal> {
    let mut improving = group.iter().filter(|instance| instance.can_improve());
    let Some(first) = improving.next() else { return Ok(None) };
    reorderable(first)?;
    if group.iter().any(|other| declared_names(&other.ty) != declared_names(&first.ty)) {
        return Err(first.refuse("it is built several times, and not always with the same fields"));
    }
    let candidates = [first].into_iter().chain(improving).map(|instance| (instance, instance.suggested()));
    let fair = candidates.filter(|(_, order)| is_fair(group, order));
    let suggested = fair.min_by_key(|(_, order)| Reverse(gains(group, order)));
    match suggested.or_else(|| compromise(group).map(|order| (first, order))) {
        Some(found) => Ok(Some(found)),
        None => Err(first.refuse(objection(first, group))),
    }
}

/// The first of those orders that make none worse and the most better.
fn compromise(group: &[Instance]) -> Option<Vec<usize>> {
    let fields = group.first().map_or(0, |instance| instance.ty.fields.len());
    let orders = (fields <= TRY_ALL).then(|| permutations(fields)).into_iter().flatten();
    let fair = orders.filter(|order| is_fair(group, order)).map(|order| (gains(group, &order), order));
    let best = fair.filter(|(gains, _)| *gains > 0).min_by_key(|(gains, _)| Reverse(*gains));
    best.map(|(_, order)| order)
}

/// Whether an order makes none worse.
fn is_fair(group: &[Instance], order: &[usize]) -> bool {
    group.iter().all(|instance| instance.figures_in(order) <= instance.ty.figures())
}

/// How many instantiations an order makes better.
fn gains(group: &[Instance], order: &[usize]) -> usize {
    group.iter().filter(|instance| instance.figures_in(order) < instance.ty.figures()).count()
}
