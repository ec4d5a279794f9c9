//! The attributes: where each belongs, how it is written, and which exclude each other.

use Form::{Count, Flag, Line, Path, Text, Types, Value};
use Level::{Field, Type, Variant};
use Role::{OfBoth, OfPool};

use crate::Derive;

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
    /// `key = N`, where `N` is an expression of type `usize`
    Count,
    /// `key = 64` or `key = 128`
    Line,
    /// `key = path`
    Path,
    /// `key = expr`
    Value,
    /// `key = "..."`
    Text,
    /// `key(Type, ...)`
    Types,
}

impl Form {
    /// How the attribute `name` is written, for messages.
    pub(crate) fn example(self, name: &str) -> String {
        match self {
            Flag => name.to_owned(),
            Count => format!("{name} = N"),
            Line => format!("{name} = 64"),
            Path => format!("{name} = path"),
            Value => format!("{name} = expr"),
            Text => format!("{name} = \"T: Bound\""),
            Types => format!("{name}(Type<A>, Type<B>)"),
        }
    }
}

/// What an attribute is about.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    /// The pool: `#[derive(Reset)]` does not take it.
    OfPool,
    /// Something that both derives print.
    OfBoth,
}

impl Role {
    /// Whether `derive` takes the attribute.
    pub(crate) fn is_taken_by(self, derive: Derive) -> bool {
        match self {
            OfPool => derive.makes_pool(),
            OfBoth => true,
        }
    }
}

/// One row of the table.
pub(crate) struct Entry {
    pub(crate) name: &'static str,
    pub(crate) level: Level,
    pub(crate) form: Form,
    pub(crate) role: Role,
    /// What it can't be combined with on the same type or field, and why. Each pair stands on one of its two rows: the one
    /// that the message points at. Two rules exclude each other in any case.
    pub(crate) excludes: &'static [(Key, &'static str)],
}

/// Declares [`Key`], [`RuleKey`] and their table. A row without an `excludes` column does not compile, so that nobody adds
/// an attribute without having thought of its neighbours. A rule has a type of its own, so that a new one does not compile
/// until each `match` on rules has an arm for it.
macro_rules! keys {
    (
        rules {
            $($rule:ident: $rule_name:literal, $rule_form:ident, excludes $rule_excludes:expr;)+
        }
        others {
            $($key:ident: $name:literal, $level:ident, $form:ident, $role:ident, excludes $excludes:expr;)+
        }
    ) => {
        /// A rule: how a field is reset. A field has one at most.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum RuleKey {
            $($rule,)+
        }

        /// An attribute.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum Key {
            Rule(RuleKey),
            $($key,)+
        }

        impl Key {
            /// All attributes, in the order in which messages list them.
            pub(crate) const ALL: &[Self] = &[$(Self::Rule(RuleKey::$rule),)+ $(Self::$key,)+];

            pub(crate) const fn entry(self) -> &'static Entry {
                match self {
                    $(Self::Rule(RuleKey::$rule) => &Entry {
                        name: $rule_name,
                        level: Field,
                        form: $rule_form,
                        role: OfBoth,
                        excludes: &$rule_excludes,
                    },)+
                    $(Self::$key => &Entry {
                        name: $name,
                        level: $level,
                        form: $form,
                        role: $role,
                        excludes: &$excludes,
                    },)+
                }
            }
        }
    };
}

keys! {
    rules {
        Value: "value", Value, excludes [];
        Default: "default", Flag, excludes [];
        With: "with", Path, excludes [];
        Keep: "keep", Flag, excludes [];
        MaxCapacity: "max_capacity", Count, excludes [];
        Zeroize: "zeroize", Flag, excludes [];
    }
    others {
        Capacity: "capacity", Type, Count, OfPool,
            excludes [(Key::Static, "a static pool has as many objects as `static` says")];
        Depot: "depot", Type, Count, OfPool,
            excludes [
                (Key::Static, "a static pool is shared by all threads already"),
                (Key::Local, "a depot would hand the objects to other threads"),
            ];
        New: "new", Type, Path, OfBoth, excludes [];
        Validate: "validate", Type, Path, OfPool, excludes [];
        Reset: "reset", Type, Path, OfBoth, excludes [];
        Local: "local", Type, Flag, OfPool, excludes [(Key::Static, "a static pool is shared by all threads")];
        Instances: "instances", Type, Types, OfBoth, excludes [(Key::Static, "a static pool is for one concrete type")];
        Static: "static", Type, Count, OfPool, excludes [];
        Bound: "bound", Type, Text, OfBoth, excludes [];
        Crate: "crate", Type, Path, OfBoth, excludes [];
        Line: "line", Type, Line, OfBoth, excludes [];
        MaxSize: "max_size", Type, Count, OfBoth, excludes [];
        MaxSize32: "max_size_32", Type, Count, OfBoth, excludes [];
        MaxLines: "max_lines", Type, Count, OfBoth, excludes [];
        MaxLines32: "max_lines_32", Type, Count, OfBoth, excludes [];
        HotLines: "hot_lines", Type, Count, OfBoth, excludes [];
        HotLines32: "hot_lines_32", Type, Count, OfBoth, excludes [];
        NoStraddle: "no_straddle", Type, Flag, OfBoth, excludes [];
        Hot: "hot", Field, Flag, OfBoth, excludes [];
        Cold: "cold", Field, Flag, OfBoth, excludes [(Key::Hot, "a field is touched often or seldom, not both")];
        Mark: "default", Variant, Flag, OfBoth, excludes [];
    }
}

impl Key {
    /// The attributes of a level.
    pub(crate) fn of_level(level: Level) -> impl Iterator<Item = Self> {
        Self::ALL.iter().copied().filter(move |key| key.entry().level == level)
    }

    pub(crate) fn name(self) -> &'static str {
        self.entry().name
    }

    pub(crate) fn rule(self) -> Option<RuleKey> {
        if let Self::Rule(rule) = self { Some(rule) } else { None }
    }
}

#[cfg(test)]
mod tests {
    use super::Key;

    #[test]
    fn a_pair_is_of_one_level_and_stands_on_one_row() {
        for key in Key::ALL {
            for (other, _) in key.entry().excludes {
                assert!(key.entry().level == other.entry().level, "{key:?} {other:?}");
                assert!(!other.entry().excludes.iter().any(|(back, _)| back == key), "{key:?} {other:?}");
            }
        }
    }

    #[test]
    fn no_name_twice_on_a_level() {
        for (at, key) in Key::ALL.iter().enumerate() {
            let is_same = |other: &Key| other.name() == key.name() && other.entry().level == key.entry().level;
            assert!(!Key::ALL[..at].iter().any(is_same), "{key:?}");
        }
    }
}
