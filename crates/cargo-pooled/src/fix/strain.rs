//! Orders that are better in all, but worse in something that a budget may limit.

use syn::ItemStruct;

use super::keys::keys;
use super::notes::list;
use super::wish::Wish;
use crate::model::Type;
use crate::search::apply;

/// What an order makes worse, though it is better by the objective.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Strain {
    /// The budget that would notice, if the definition has it.
    pub budget: &'static str,
    /// What follows "in this order".
    pub what: String,
}

/// What the order, of indices into its fields, makes worse in a type.
pub(super) fn of(ty: &Type, order: &[usize]) -> Vec<Strain> {
    let (then, name) = (apply(ty, order), &ty.name);
    let straddlers: Vec<_> = then.straddlers().map(|field| field.name.clone()).collect();
    let (size, lines) = ((ty.size, then.size), (ty.lines(), then.lines()));
    let strains = [
        (ty.straddlers().next().is_none() && !straddlers.is_empty())
            .then(|| ("no_straddle", format!("`{name}` has {} on more cache lines than needed", list(&straddlers)))),
        (size.1 > size.0).then(|| ("max_size", format!("`{name}` has {} bytes instead of {}", size.1, size.0))),
        (lines.1 > lines.0).then(|| ("max_lines", format!("`{name}` has {} lines instead of {}", lines.1, lines.0))),
    ];
    strains.into_iter().flatten().map(|(budget, what)| Strain { budget, what }).collect()
}

/// Checks that no budget of a definition limits what the wish makes worse: it might no longer compile.
///
/// # Errors
/// Says which does.
pub(super) fn check(item: &ItemStruct, wish: &Wish) -> Result<(), String> {
    let keys: Vec<_> = keys(&item.attrs).into_iter().map(|key| key.name).collect();
    for Strain { budget, what } in &wish.strains {
        if let Some(key) = keys.iter().find(|key| key.strip_suffix("_32").unwrap_or(key) == *budget) {
            return Err(format!("in the suggested order {what}, and it has the budget `{key}`"));
        }
    }
    Ok(())
}

/// What is to say of a definition that is rewritten.
pub(super) fn notes(item: &ItemStruct, wish: &Wish) -> impl Iterator<Item = String> {
    let strains = wish.strains.iter().filter(|strain| strain.budget != "max_lines");
    strains.map(|strain| format!("in this order {}", strain.what)).chain(elsewhere(item))
}

/// The order is one for this target; budgets may be for others.
fn elsewhere(item: &ItemStruct) -> Option<String> {
    let keys: Vec<_> = keys(&item.attrs).into_iter().map(|key| key.name).filter(|key| key.ends_with("_32")).collect();
    let verb = if keys.len() == 1 { "holds" } else { "hold" };
    let text = "where pointers have 32 bits, and the order is for this target: check both kinds";
    (!keys.is_empty()).then(|| format!("{} {verb} {text}", list(&keys)))
}
