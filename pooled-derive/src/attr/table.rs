//! The table of attributes: where each belongs, how it is written, and which exclude each other.

use Form::{Count, Flag, Line, Path, Text, Types, Value};
use Level::{Field, Type, Variant};
use Takers::{Both, Pooled};

use crate::derive::Derive;

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
#[derive(Clone, Copy)]
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

/// Which derives take an attribute.
#[derive(Clone, Copy)]
pub(crate) enum Takers {
    /// It is about the pool.
    Pooled,
    Both,
}

impl Takers {
    pub(crate) fn include(self, derive: Derive) -> bool {
        match self {
            Pooled => derive.makes_pool(),
            Both => true,
        }
    }
}

/// One row of the table.
pub(crate) struct Row {
    pub(crate) name: &'static str,
    pub(crate) level: Level,
    pub(crate) form: Form,
    pub(crate) takers: Takers,
    /// The attributes that it can't be combined with, and why. A pair stands on one of its two rows: the one that the
    /// message points at. Rules exclude each other without being listed.
    pub(crate) excludes: &'static [(Key, &'static str)],
}

/// Declares [`Key`], [`RuleKey`] and their table.
///
/// Each row has an `excludes` column, so that nobody adds an attribute without having thought of its neighbours. Rules
/// have a type of their own, so that a new one does not compile until each `match` on rules has an arm for it. Any
/// other attribute that no check reads compiles: the test in `tests/effects.rs` names it.
macro_rules! table {
    (
        rules {
            $($rule:ident: $rule_name:literal, $rule_form:ident, excludes $rule_excludes:expr;)+
        }
        others {
            $($key:ident: $name:literal, $level:ident, $form:ident, $takers:ident, excludes $excludes:expr;)+
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

            pub(crate) const fn row(self) -> &'static Row {
                match self {
                    $(Self::Rule(RuleKey::$rule) => &Row {
                        name: $rule_name,
                        level: Field,
                        form: $rule_form,
                        takers: Both,
                        excludes: &$rule_excludes,
                    },)+
                    $(Self::$key => &Row {
                        name: $name,
                        level: $level,
                        form: $form,
                        takers: $takers,
                        excludes: &$excludes,
                    },)+
                }
            }
        }
    };
}

table! {
    rules {
        Value: "value", Value, excludes [];
        Default: "default", Flag, excludes [];
        With: "with", Path, excludes [];
        Keep: "keep", Flag, excludes [];
        MaxCapacity: "max_capacity", Count, excludes [];
        MaxBytes: "max_bytes", Count, excludes [];
        Zeroize: "zeroize", Flag, excludes [];
    }
    others {
        Capacity: "capacity", Type, Count, Pooled,
            excludes [(Key::Static, "a static pool has as many objects as `static` says")];
        Depot: "depot", Type, Count, Pooled,
            excludes [
                (Key::Static, "a static pool is shared by all threads already"),
                (Key::Local, "a depot would hand the objects to other threads"),
            ];
        New: "new", Type, Path, Both, excludes [];
        Validate: "validate", Type, Path, Pooled, excludes [];
        Reset: "reset", Type, Path, Both, excludes [];
        Local: "local", Type, Flag, Pooled, excludes [(Key::Static, "a static pool is shared by all threads")];
        Instances: "instances", Type, Types, Both, excludes [(Key::Static, "a static pool is for one concrete type")];
        Static: "static", Type, Count, Pooled, excludes [];
        Bound: "bound", Type, Text, Both, excludes [];
        Crate: "crate", Type, Path, Both, excludes [];
        Line: "line", Type, Line, Both, excludes [];
        MaxSize: "max_size", Type, Count, Both, excludes [];
        MaxSize32: "max_size_32", Type, Count, Both, excludes [];
        MaxLines: "max_lines", Type, Count, Both, excludes [];
        MaxLines32: "max_lines_32", Type, Count, Both, excludes [];
        HotLines: "hot_lines", Type, Count, Both, excludes [];
        HotLines32: "hot_lines_32", Type, Count, Both, excludes [];
        NoStraddle: "no_straddle", Type, Flag, Both, excludes [];
        Hot: "hot", Field, Flag, Both, excludes [];
        Cold: "cold", Field, Flag, Both, excludes [(Key::Hot, "a field is touched often or seldom, not both")];
        Mark: "default", Variant, Flag, Both, excludes [];
    }
}

impl Key {
    /// The attributes of a level.
    pub(crate) fn of_level(level: Level) -> impl Iterator<Item = Self> {
        Self::ALL.iter().copied().filter(move |key| key.row().level == level)
    }

    pub(crate) fn name(self) -> &'static str {
        self.row().name
    }

    /// The rule that the attribute is, if it is one.
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
            for (other, _) in key.row().excludes {
                assert!(key.row().level == other.row().level, "{key:?} {other:?}");
                assert!(!other.row().excludes.iter().any(|(back, _)| back == key), "{key:?} {other:?}");
            }
        }
    }

    #[test]
    fn no_name_twice_on_a_level() {
        for (at, key) in Key::ALL.iter().enumerate() {
            let is_same = |other: &Key| other.name() == key.name() && other.row().level == key.row().level;
            assert!(!Key::ALL[..at].iter().any(is_same), "{key:?}");
        }
    }
}
