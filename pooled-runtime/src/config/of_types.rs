//! What the environment variable says to single pools.
//!
//! ```text
//! variable = part *( ";" part )
//! part     = word *( "," word )                     for all pools: see `settings`
//!          | type ":" type-word *( "," type-word )  for the pools of types of that name
//! ```
//!
//! A `;` in the brackets of a type separates nothing, and neither does a `::`. A name may have a `:`, because no word
//! has one: the last one ends it. Spaces do not count anywhere.

use crate::config::settings::{Change, FROM_0, Mode, Settings, VARIABLE, above_zero, forms_of};

/// What the variable says to the pools of one type. It overrides what the program says.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct TypeSettings {
    pub(crate) mode: Option<Mode>,
    pub(crate) capacity: Option<usize>,
    pub(crate) depot: Option<usize>,
    pub(crate) min_idle: Option<usize>,
    pub(crate) fraction: Option<f64>,
}

/// The words for one type: how each is written, and what it does. The tables in the guide have a row for each word.
pub(super) const TYPE_WORDS: &[(&str, Change<TypeSettings>)] = &[
    ("normal", Change::Plain(|it| TypeSettings { mode: Some(Mode::Normal), ..it })),
    ("off", Change::Plain(|it| TypeSettings { mode: Some(Mode::Off), ..it })),
    ("track", Change::Plain(|it| TypeSettings { mode: Some(Mode::Track), ..it })),
    (
        "capacity=N",
        Change::Value("numbers from 1; `off` keeps none", |it, n| {
            above_zero(n).map(|n| TypeSettings { capacity: Some(n), ..it })
        }),
    ),
    ("depot=N", Change::Value(FROM_0, |it, n| n.parse().ok().map(|n| TypeSettings { depot: Some(n), ..it }))),
    ("min_idle=N", Change::Value(FROM_0, |it, n| n.parse().ok().map(|n| TypeSettings { min_idle: Some(n), ..it }))),
    (
        "fraction=0.1",
        Change::Value("numbers from 0 to 1", |it, share| {
            fraction(share).map(|share| TypeSettings { fraction: Some(share), ..it })
        }),
    ),
];

fn fraction(text: &str) -> Option<f64> {
    text.parse().ok().filter(|share| (0.0..=1.0).contains(share))
}

/// The words for all pools, and the names of types with what is for them.
pub(super) type Parts = (String, Vec<(String, TypeSettings)>);

/// Takes the variable apart; `Err` has a message about the first part that can't be read.
pub(super) fn parts(text: &str) -> Result<Parts, String> {
    let (mut words, mut types) = (Vec::new(), Vec::new());
    for part in split_at(text, ';').into_iter().map(str::trim).filter(|part| !part.is_empty()) {
        match lone_colon(part) {
            None => words.push(for_all(part)?),
            Some(colon) => types.push(of_type(part, part[..colon].trim(), &part[colon + 1..])?),
        }
    }
    Ok((words.join(","), types))
}

/// The words of a part without a type. What is meant for one type is an error that says how to write it.
fn for_all(part: &str) -> Result<&str, String> {
    let is_of_type = |word: &&str| {
        let changed = TYPE_WORDS.iter().find_map(|(form, change)| change.apply(TypeSettings::default(), form, word));
        changed.is_some() && Settings::new().changed_by(word).is_err()
    };
    part.split(',').map(str::trim).find(is_of_type).map_or(Ok(part), |word| {
        Err(format!(
            "`{word}` in the environment variable {VARIABLE} is for one type: write `name::of::Type: {word}`; the \
             variable is ignored"
        ))
    })
}

fn of_type(part: &str, name: &str, words: &str) -> Result<(String, TypeSettings), String> {
    let place = format!("in the environment variable {VARIABLE}");
    let is_name =
        !name.is_empty() && [',', '=', ';'].iter().all(|it| split_at(name, *it).len() == 1) && depth(name) == 0;
    if !is_name {
        return Err(format!(
            "`{name}` {place} is no name of a type: write `name::of::Type: off`, with `;` between types; the variable \
             is ignored"
        ));
    }
    let words = words.split(',').map(str::trim).filter(|word| !word.is_empty()).collect::<Vec<_>>();
    if words.is_empty() {
        return Err(format!("`{part}` {place} says nothing: write `{name}: off`; the variable is ignored"));
    }
    let change = |it: TypeSettings, word: &&str| {
        let changed = TYPE_WORDS.iter().find_map(|(form, change)| change.apply(it, form, word));
        changed.ok_or_else(|| {
            let forms = forms_of(word, TYPE_WORDS);
            format!("`{word}` for `{name}` {place} is none of {forms}; the variable is ignored")
        })
    };
    let settings = words.iter().try_fold(TypeSettings::default(), change)?;
    Ok((without_spaces(name).collect(), settings))
}

/// What is said to the types of that name. If a type is named twice, the last word counts.
pub(super) fn find(types: &[(String, TypeSettings)], name: &str) -> TypeSettings {
    let of_name = types.iter().filter(|(it, _)| is_name(it, name));
    of_name.fold(TypeSettings::default(), |before, (_, it)| TypeSettings {
        mode: it.mode.or(before.mode),
        capacity: it.capacity.or(before.capacity),
        depot: it.depot.or(before.depot),
        min_idle: it.min_idle.or(before.min_idle),
        fraction: it.fraction.or(before.fraction),
    })
}

/// Whether `named` in the variable is that name.
pub(super) fn is_name(named: &str, name: &str) -> bool {
    without_spaces(name).eq(named.chars())
}

/// Where the first name in the variable is that is `name` without its paths: those of the type, of its arguments, or
/// both, as in the table of the statistics.
pub(super) fn short_for(types: &[(String, TypeSettings)], name: &str) -> Option<usize> {
    if types.is_empty() {
        return None;
    }
    let full = without_spaces(name).collect::<String>();
    let short = without_spaces(&without_paths(name)).collect::<String>();
    let is_end = |it: &str| {
        let path = before_arguments(&full).strip_suffix(before_arguments(it));
        path.is_some_and(|path| path.is_empty() || path.ends_with("::"))
    };
    let is_short = |it: &str| it != full && (it == short || is_end(it) && without_paths(it) == short);
    types.iter().position(|(it, _)| is_short(it))
}

fn before_arguments(name: &str) -> &str {
    name.split('<').next().unwrap_or(name)
}

/// The name of a type without paths: `Vec<String>` for `alloc::vec::Vec<alloc::string::String>`.
#[must_use]
pub fn without_paths(name: &str) -> String {
    let is_path = |character: char| character.is_alphanumeric() || "_{}".contains(character);
    let mut short = String::new();
    for (at, character) in name.char_indices() {
        // The name of a pool of a value may have another `:`.
        if character == ':' && (name[at + 1..].starts_with(':') || name[..at].ends_with(':')) {
            let path = short.trim_end_matches(is_path).len();
            short.truncate(path);
        } else {
            short.push(character);
        }
    }
    short
}

fn without_spaces(name: &str) -> impl Iterator<Item = char> {
    name.chars().filter(|character| !character.is_whitespace())
}

/// The parts between separators that are in no brackets.
fn split_at(text: &str, separator: char) -> Vec<&str> {
    let is_outside = |at: &usize| depth(&text[..*at]) == 0;
    let mut parts = Vec::new();
    let mut start = 0;
    for (at, found) in text.match_indices(separator).filter(|(at, _)| is_outside(at)) {
        parts.push(&text[start..at]);
        start = at + found.len();
    }
    parts.push(&text[start..]);
    parts
}

/// How many brackets are open at the end of `text`. The `>` of `->` closes none, nor does that of the `char` `'>'`, an
/// argument of a type.
fn depth(text: &str) -> i32 {
    let (mut depth, mut before, mut rest) = (0, None, text);
    while let Some(character) = rest.chars().next() {
        rest = match character {
            '\'' => after_char(rest).unwrap_or(&rest[1..]),
            other => &rest[other.len_utf8()..],
        };
        depth += match character {
            '(' | '[' | '{' | '<' => 1,
            '>' if before == Some('-') => 0,
            ')' | ']' | '}' | '>' => -1,
            _ => 0,
        };
        before = Some(character);
    }
    depth
}

/// What follows the `char` in quotes that `text` begins with; `None` if it begins with a lifetime.
fn after_char(text: &str) -> Option<&str> {
    let inner = text.strip_prefix('\'')?;
    let is_escaped = inner.starts_with('\\');
    let (end, _) = inner.char_indices().skip(1 + usize::from(is_escaped)).find(|(_, it)| *it == '\'' || !is_escaped)?;
    inner[end..].strip_prefix('\'')
}

/// Where the last `:` is that is no part of a `::`.
fn lone_colon(part: &str) -> Option<usize> {
    let is_lone = |at: &usize| !part[..*at].ends_with(':') && !part[at + 1..].starts_with(':');
    part.match_indices(':').map(|(at, _)| at).rfind(is_lone)
}

#[cfg(test)]
mod tests {
    use super::{Mode, TYPE_WORDS, TypeSettings, find, parts, short_for, without_paths};

    #[test]
    fn names_of_types_may_have_brackets_commas_and_semicolons() {
        let text = "idle=64MiB; my_app::Request: off ;track,sample=3; \
                    std::collections::HashMap<alloc::string::String, [u8; 4]>: capacity=64, min_idle=8; \
                    a::F<fn(u8) -> u8>:fraction=0.5; dyn Iterator<Item = u8>: depot=0";
        let (words, types) = parts(text).expect("it can be read");
        assert_eq!(words, "idle=64MiB,track,sample=3");
        let map = find(&types, "std::collections::HashMap<alloc::string::String,[u8; 4]>");
        assert_eq!(map, TypeSettings { capacity: Some(64), min_idle: Some(8), ..TypeSettings::default() });
        assert_eq!(find(&types, "my_app::Request").mode, Some(Mode::Off));
        assert_eq!(find(&types, "a::F<fn(u8) -> u8>").fraction, Some(0.5));
        assert_eq!(find(&types, "dyn Iterator<Item = u8>").depot, Some(0));
        assert_eq!(find(&types, "Request"), TypeSettings::default());
    }

    #[test]
    fn names_may_have_colons_and_characters_in_quotes() {
        let names = [
            "a::C<'>'>",
            "C<'<'>",
            "C<';'>",
            "C<':'>",
            "C<' '>",
            r"C<'\''>",
            r"C<'\\'>",
            r"C<'\u{7d}'>",
            "C<'é', '('>",
        ];
        for name in names.into_iter().chain(["for<'a, 'b> fn(&'a u8, &'b u8)", "db:primary", "cache: users"]) {
            let (_, types) = parts(&format!("{name}: off; T : depot=3, off; {name}:depot=1")).expect(name);
            let both = TypeSettings { mode: Some(Mode::Off), depot: Some(1), ..TypeSettings::default() };
            assert_eq!((find(&types, name), types.len()), (both, 3), "{name}");
        }
    }

    #[test]
    fn the_last_word_for_a_type_counts() {
        let (_, types) = parts("T: off, depot=3; T: track").expect("it can be read");
        let both = TypeSettings { mode: Some(Mode::Track), depot: Some(3), ..TypeSettings::default() };
        assert_eq!(find(&types, "T"), both);
    }

    #[test]
    fn every_field_has_a_word() {
        let of = |form: &str| find(&parts(&format!("T: {}", form.replace('N', "7"))).expect(form).1, "T");
        for (form, _) in TYPE_WORDS {
            assert_ne!(of(form), TypeSettings::default(), "{form}");
        }
        let TypeSettings { mode, capacity, depot, min_idle, fraction } =
            find(&parts("T: off, capacity=1, depot=1, min_idle=1, fraction=1").expect("it can be read").1, "T");
        assert!(mode.is_some() && fraction.is_some());
        assert_eq!([capacity, depot, min_idle], [Some(1); 3]);
    }

    #[test]
    fn what_cannot_be_read_is_quoted() {
        let quoted = [
            ("T: of", "`of` for `T` in "),
            ("T: capacity=0", "`capacity=0` for `T` in "),
            ("T: fraction=2", "`fraction=2` for `T` in "),
            ("a::T: off, sample=2", "`sample=2` for `a::T` in "),
            ("T:", "`T:` in "),
            (": off", "`` in "),
            ("idle=1MiB, T: off", "`idle=1MiB, T` in "),
            ("T: off, U: off", "`T: off, U` in "),
            ("Vec<u8: off; U: off", "`Vec<u8: off; U` in "),
        ];
        for (text, quote) in quoted {
            let message = parts(text).expect_err(text);
            assert!(message.starts_with(quote) && message.ends_with("; the variable is ignored"), "{message}");
            assert!(message.contains("`off`") || message.contains(": off`") || message.contains('='), "{message}");
        }
        let ranges = [
            ("capacity=0", "`capacity=N` (with numbers from 1; `off` keeps none)"),
            ("depot=-1", "`depot=N` (with numbers from 0)"),
            ("min_idle=", "`min_idle=N` (with numbers from 0)"),
            ("fraction=1.5", "`fraction=0.1` (with numbers from 0 to 1)"),
            ("of", "`fraction=0.1` (with numbers of yours)"),
        ];
        for (word, range) in ranges {
            let message = parts(&format!("T: {word}")).expect_err(word);
            assert!(message.contains(range), "{message}");
        }
    }

    #[test]
    fn names_are_short() {
        assert_eq!(without_paths("Plain"), "Plain");
        assert_eq!(without_paths("alloc::vec::Vec<alloc::string::String>"), "Vec<String>");
        assert_eq!(without_paths("a::b_1::Pair<[c::D; 3], &dyn core::fmt::Debug>"), "Pair<[D; 3], &dyn Debug>");
        assert_eq!(without_paths("a::b::test::{{closure}}::Item"), "Item");
        assert_eq!(without_paths("db:primary, cache: users"), "db:primary, cache: users");
    }

    #[test]
    fn a_name_without_its_paths_is_noticed() {
        let short = |text: &str, name| {
            let (_, types) = parts(text).expect("it can be read");
            short_for(&types, name).map(|at| types[at].0.clone())
        };
        let map = "std::collections::HashMap<alloc::string::String, u8>";
        assert_eq!(short("b::Job: off; Job: off", "a::b::Job").as_deref(), Some("b::Job"));
        assert_eq!(short("HashMap<String, u8>: off", map).as_deref(), Some("HashMap<String,u8>"));
        let half = "std::collections::HashMap<String,u8>";
        assert_eq!(short(&format!("{half}: off"), map).as_deref(), Some(half));
        assert_eq!(short("[Job; 2]: off", "[a::Job; 2]").as_deref(), Some("[Job;2]"));
        for text in ["a::b::Job: off", "ob: off", "c::Job: off", ""] {
            assert_eq!(short(text, "a::b::Job"), None, "{text}");
        }
    }

    #[test]
    fn what_is_for_one_type_is_no_word_for_all() {
        for (text, word) in [("fraction=0.1", "fraction=0.1"), ("track, capacity=3", "capacity=3")] {
            let message = parts(text).expect_err(text);
            assert!(message.starts_with(&format!("`{word}` in ")), "{message}");
            assert!(message.contains(&format!("is for one type: write `name::of::Type: {word}`;")), "{message}");
        }
        for text in ["off", "normal,idle=1MiB", "fraction=2", "report=off"] {
            parts(text).expect(text);
        }
    }
}
