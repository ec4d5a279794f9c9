//! The attributes: where each belongs, how it is written, and which exclude each other.

use Form::{Count, Flag, Path, Text, Types, Value};
use Level::{Field, Type, Variant};

/// What an attribute is written on.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Level {
    Type,
    Field,
    Variant,
}

impl Level {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Type => "the type",
            Field => "a field",
            Variant => "a variant",
        }
    }
}

/// How an attribute is written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// `key`
    Flag,
    /// `key = N`, where `N` is a constant expression of type `usize`
    Count,
    /// `key = path`
    Path,
    /// `key = expr`
    Value,
    /// `key = "..."`
    Text,
    /// `key(Type, ...)`
    Types,
}

/// One attribute.
pub(crate) struct Key {
    pub(crate) name: &'static str,
    pub(crate) level: Level,
    pub(crate) form: Form,
    /// Whether `#[derive(Reset)]` takes it as well.
    pub(crate) in_reset: bool,
    /// Whether it says how a field is reset: a field has one such attribute at most.
    pub(crate) is_rule: bool,
}

const fn on_type(name: &'static str, form: Form, in_reset: bool) -> Key {
    Key { name, level: Type, form, in_reset, is_rule: false }
}

const fn rule(name: &'static str, form: Form) -> Key {
    Key { name, level: Field, form, in_reset: true, is_rule: true }
}

const fn heat(name: &'static str) -> Key {
    Key { name, level: Field, form: Flag, in_reset: true, is_rule: false }
}

/// All attributes, in the order in which messages list them.
pub(crate) const KEYS: &[Key] = &[
    on_type("capacity", Count, false),
    on_type("depot", Count, false),
    on_type("new", Path, true),
    on_type("validate", Path, false),
    on_type("reset", Path, true),
    on_type("local", Flag, false),
    on_type("instances", Types, false),
    on_type("static", Count, false),
    on_type("bound", Text, true),
    on_type("crate", Path, true),
    rule("value", Value),
    rule("default", Flag),
    rule("with", Path),
    rule("keep", Flag),
    rule("max_capacity", Count),
    rule("zeroize", Flag),
    heat("hot"),
    heat("cold"),
    Key { name: "default", level: Variant, form: Flag, in_reset: true, is_rule: false },
];

/// The attributes of a level.
pub(crate) fn of_level(level: Level) -> impl Iterator<Item = &'static Key> {
    KEYS.iter().filter(move |key| key.level == level)
}

/// Pairs that exclude each other on the same type or field, and why. Two rules on a field always do.
pub(crate) const CONFLICTS: &[(&str, &str, &str)] = &[
    ("hot", "cold", "a field is touched often or seldom, not both"),
    ("static", "capacity", "a static pool has as many objects as `static` says"),
    ("static", "depot", "a static pool is shared by all threads already"),
    ("static", "local", "a static pool is shared by all threads"),
    ("static", "instances", "a static pool is for one concrete type"),
    ("local", "depot", "a depot would hand the objects to other threads"),
];

impl Form {
    /// How the attribute `name` is written, for messages.
    pub(crate) fn example(self, name: &str) -> String {
        match self {
            Flag => name.to_owned(),
            Count => format!("{name} = N"),
            Path => format!("{name} = path"),
            Value => format!("{name} = expr"),
            Text => format!("{name} = \"T: Bound\""),
            Types => format!("{name}(Type<A>, Type<B>)"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{CONFLICTS, KEYS};

    #[test]
    fn conflicts_name_attributes_of_one_level() {
        let level = |name: &str| KEYS.iter().find(|key| key.name == name).expect("a key").level;
        for (a, b, _) in CONFLICTS {
            assert!(level(a) == level(b), "{a} {b}");
        }
    }

    #[test]
    fn no_name_twice_on_a_level() {
        for (at, key) in KEYS.iter().enumerate() {
            assert!(!KEYS[..at].iter().any(|other| other.name == key.name && other.level == key.level), "{}", key.name);
        }
    }
}
