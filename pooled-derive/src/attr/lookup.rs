//! From the name of an attribute to its row of the table.

use syn::Ident;

use super::nearest::nearest;
use super::table::{Key, Level};
use crate::derive::Derive;
use crate::errors::Errors;

/// The attribute of this level that is called `name`. If there is none, or `derive` does not take it, that is reported.
pub(super) fn find(name: &Ident, level: Level, derive: Derive, errors: &mut Errors) -> Option<Key> {
    let text = name.to_string();
    let Some(key) = Key::of_level(level).find(|key| key.name() == text) else {
        errors.add(name.span(), unknown(&text, level));
        return None;
    };
    if !key.row().takers.include(derive) {
        let message = format!("`{text}` is about the pool, and `#[derive({})]` makes none", derive.name());
        let pooled = Derive::Pooled.name();
        errors.add(name.span(), format_args!("{message}: remove it, or write `#[derive({pooled})]`"));
        return None;
    }
    Some(key)
}

/// All attributes of a level, for messages.
pub(super) fn list(level: Level) -> String {
    let names: Vec<_> = Key::of_level(level).map(|key| format!("`{}`", key.name())).collect();
    format!("on {} there can be {}", level.name(), names.join(", "))
}

/// What to say of a name that is not in the table, or stands on another level there.
fn unknown(text: &str, level: Level) -> String {
    if let Some(other) = level_of(text) {
        return format!("`{text}` belongs on {other}, not on {}", level.name());
    }
    let nearest_of = |keys: &mut dyn Iterator<Item = Key>| nearest(text, keys.map(Key::name));
    if let Some(name) = nearest_of(&mut Key::of_level(level)) {
        return format!("there is no attribute `{text}`: did you mean `{name}`?");
    }
    let elsewhere = nearest_of(&mut Key::ALL.iter().copied());
    if let Some((name, other)) = elsewhere.and_then(|name| Some((name, level_of(name)?))) {
        return format!("there is no attribute `{text}`: did you mean `{name}`, which belongs on {other}?");
    }
    format!("there is no attribute `{text}`; {}", list(level))
}

/// The level on which an attribute is called `name`.
fn level_of(name: &str) -> Option<&'static str> {
    Key::ALL.iter().find(|key| key.name() == name).map(|key| key.row().level.name())
}
