//! What else changes with the order of the fields: said, not refused.

use syn::{Field, ItemStruct};

use super::guard::{derives, name};
use super::keys::{Key, keys};
use super::repr::Repr;
use super::types::is_plain;
use super::wish::Wish;

/// Derives that don't depend on the order of fields.
const FREE: [&str; 7] = ["Clone", "Copy", "Default", "Eq", "PartialEq", "Pooled", "Reset"];
/// Derives whose results show the order of fields.
const ORDERED: [&str; 5] = ["Debug", "Hash", "Serialize", "Deserialize", "Archive"];
/// What changes with the order of the fields of a definition.
pub(super) fn notes(item: &ItemStruct, repr: &Repr<'_>, wish: &Wish) -> Vec<String> {
    if item.fields.iter().map(name).eq(wish.order.iter().cloned()) {
        return Vec::new();
    }
    let was_shared = matches!(repr, Repr::C) && !wish.again;
    let shared = was_shared.then(|| "it was `repr(C)` before: other code may rely on where its fields lie".into());
    [shared, dropped(item, wish), reset(item, wish), ordered(item), unknown(item)].into_iter().flatten().collect()
}

fn dropped(item: &ItemStruct, wish: &Wish) -> Option<String> {
    let after = moved(item, wish, may_drop)?;
    Some(format!("fields are dropped in the order they are declared, now {}", list(&after)))
}

fn reset(item: &ItemStruct, wish: &Wish) -> Option<String> {
    let after = moved(item, wish, |field| keys(&field.attrs).iter().any(Key::is_code))?;
    Some(format!("`value` and `with` are called in the order the fields are declared, now {}", list(&after)))
}

/// The fields that something is the matter with, in the new order, if that is not the order in which they were.
fn moved(item: &ItemStruct, wish: &Wish, matters: fn(&Field) -> bool) -> Option<Vec<String>> {
    let before: Vec<_> = item.fields.iter().filter(|field| matters(field)).map(name).collect();
    let after: Vec<_> = wish.order.iter().filter(|name| before.contains(name)).cloned().collect();
    (before != after).then_some(after)
}

fn may_drop(field: &Field) -> bool {
    !is_plain(&field.ty)
}

fn ordered(item: &ItemStruct) -> Option<String> {
    let derives: Vec<_> = derives(item).into_iter().filter(|derive| ORDERED.contains(&derive.as_str())).collect();
    let verb = if derives.len() == 1 { "follows" } else { "follow" };
    (!derives.is_empty()).then(|| format!("{} {verb} the order of the fields", list(&derives)))
}

fn unknown(item: &ItemStruct) -> Option<String> {
    let known = |derive: &String| FREE.contains(&derive.as_str()) || ORDERED.contains(&derive.as_str());
    let derives: Vec<_> = derives(item).into_iter().filter(|derive| !known(derive)).collect();
    (!derives.is_empty()).then(|| format!("{} may follow the order of the fields", list(&derives)))
}

/// Names as a sentence lists them.
pub(super) fn list(names: &[String]) -> String {
    let quoted: Vec<_> = names.iter().map(|name| format!("`{name}`")).collect();
    match quoted.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        _ => quoted.concat(),
    }
}
