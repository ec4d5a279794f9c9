//! Budgets against what an order makes worse, and budgets of other targets.

use syn::ItemStruct;

use crate::fix::regression::{MAX_LINES, Regression};
use crate::fix::request::Request;
use crate::fix::syntax::pooled_keys::pooled_keys;
use crate::fix::words::list;

/// The end of keys that limit a type where pointers have 32 bits.
const FOR_32_BITS: &str = "_32";

/// Checks that no budget of a definition limits what the requested order makes worse: the definition might no longer
/// compile.
///
/// # Errors
/// Says which budget does.
pub(super) fn check(item: &ItemStruct, request: &Request) -> Result<(), String> {
    let keys = keys(item);
    for Regression { budget, what } in &request.regressions {
        if let Some(key) = keys.iter().find(|key| key.strip_suffix(FOR_32_BITS).unwrap_or(key) == *budget) {
            return Err(format!("in the suggested order {what}, and it has the budget `{key}`"));
        }
    }
    Ok(())
}

/// What is worse in the new order, and which budgets are for other targets. More lines are left out: the note on the
/// size, which comes with them, says enough.
pub(super) fn notes(item: &ItemStruct, request: &Request) -> impl Iterator<Item = String> {
    let regressions = request.regressions.iter().filter(|regression| regression.budget != MAX_LINES);
    regressions.map(|regression| format!("in this order {}", regression.what)).chain(other_targets(item))
}

/// The order was found for one target; the budgets for 32 bits may be for another.
fn other_targets(item: &ItemStruct) -> Option<String> {
    let keys: Vec<_> = keys(item).into_iter().filter(|key| key.ends_with(FOR_32_BITS)).collect();
    let verb = if keys.len() == 1 { "holds" } else { "hold" };
    let text = "where pointers have 32 bits, and the order is for this target: check both kinds";
    (!keys.is_empty()).then(|| format!("{} {verb} {text}", list(&keys)))
}

fn keys(item: &ItemStruct) -> Vec<String> {
    pooled_keys(&item.attrs).into_iter().map(|key| key.name).collect()
}
