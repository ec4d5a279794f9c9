//! Says what else changes with the order of the fields. None of it is a reason to refuse.

use syn::{Field, ItemStruct};

use super::repr::Repr;
use crate::fix::request::Request;
use crate::fix::syntax::derives::derives;
use crate::fix::syntax::names::field_name;
use crate::fix::syntax::pooled_keys::{PooledKey, pooled_keys};
use crate::fix::syntax::types::is_plain;
use crate::fix::words::list;

/// Derives that don't depend on the order of fields.
const FREE: &[&str] = &["Clone", "Copy", "Default", "Eq", "PartialEq", "Pooled", "Reset"];
/// Derives whose results show the order of fields.
const ORDERED: &[&str] = &["Debug", "Hash", "Serialize", "Deserialize", "Archive"];

/// What changes with the order of the fields of a definition.
pub(super) fn notes(item: &ItemStruct, repr: &Repr<'_>, request: &Request) -> Vec<String> {
    if item.fields.iter().map(field_name).eq(request.order.iter().cloned()) {
        return Vec::new();
    }
    // In a later round of the same command, `repr(C)` comes from the first one.
    let was_fixed = repr.fixes_order() && !request.again;
    let fixed = was_fixed.then(|| "it was `repr(C)` before: other code may rely on where its fields lie".into());
    let notes = [fixed, dropped(item, request), reset(item, request), ordered(item), unknown(item)];
    notes.into_iter().flatten().collect()
}

fn dropped(item: &ItemStruct, request: &Request) -> Option<String> {
    let after = moved(item, request, may_drop)?;
    Some(format!("fields are dropped in the order they are declared, now {}", list(&after)))
}

fn reset(item: &ItemStruct, request: &Request) -> Option<String> {
    let after = moved(item, request, |field| pooled_keys(&field.attrs).iter().any(PooledKey::is_code))?;
    Some(format!("`value` and `with` are called in the order the fields are declared, now {}", list(&after)))
}

/// The fields for which this `matters`, in the new order; `None` if the order among them is the old one.
fn moved(item: &ItemStruct, request: &Request, matters: fn(&Field) -> bool) -> Option<Vec<String>> {
    let before: Vec<_> = item.fields.iter().filter(|field| matters(field)).map(field_name).collect();
    let after: Vec<_> = request.order.iter().filter(|name| before.contains(name)).cloned().collect();
    (before != after).then_some(after)
}

fn may_drop(field: &Field) -> bool {
    !is_plain(&field.ty)
}

fn ordered(item: &ItemStruct) -> Option<String> {
    let derives: Vec<_> =
        derives(&item.attrs).into_iter().filter(|derive| ORDERED.contains(&derive.as_str())).collect();
    let verb = if derives.len() == 1 { "follows" } else { "follow" };
    (!derives.is_empty()).then(|| format!("{} {verb} the order of the fields", list(&derives)))
}

fn unknown(item: &ItemStruct) -> Option<String> {
    let known = |derive: &String| FREE.contains(&derive.as_str()) || ORDERED.contains(&derive.as_str());
    let derives: Vec<_> = derives(&item.attrs).into_iter().filter(|derive| !known(derive)).collect();
    (!derives.is_empty()).then(|| format!("{} may follow the order of the fields", list(&derives)))
}
