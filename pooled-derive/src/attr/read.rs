//! Reads `#[pooled(...)]`: from tokens to a list of attributes, each known, in its place, well-formed and given once.

use proc_macro2::{Span, TokenTree};
use syn::ext::IdentExt;
use syn::parse::{ParseStream, Parser};
use syn::{Attribute, Expr, ExprPath, Ident, LitStr, Meta, Token, Type};

use super::table::{Key, Level, RuleKey};
use super::value::{Value, read_malformed, read_value};
use crate::Derive;
use crate::errors::{Errors, nearest};

/// The attributes written on one type, field or variant.
#[derive(Default)]
pub(crate) struct Attributes(Vec<Attr>);

/// One attribute, as it was written.
pub(crate) struct Attr {
    pub(crate) key: Key,
    pub(crate) name: Ident,
    pub(crate) value: Value,
}

impl Attributes {
    /// Where the attribute stands.
    pub(crate) fn span(&self, key: Key) -> Option<Span> {
        self.find(key).map(|attr| attr.name.span())
    }

    pub(crate) fn expr(&self, key: Key) -> Option<&Expr> {
        self.find(key)?.value.expr()
    }

    pub(crate) fn path(&self, key: Key) -> Option<&ExprPath> {
        self.find(key)?.value.path()
    }

    pub(crate) fn text(&self, key: Key) -> Option<&LitStr> {
        self.find(key)?.value.text()
    }

    pub(crate) fn types(&self, key: Key) -> &[Type] {
        self.find(key).and_then(|attr| attr.value.types()).unwrap_or_default()
    }

    /// The attributes that say how the field is reset, each with the rule that it is.
    pub(crate) fn rules(&self) -> impl Iterator<Item = (RuleKey, &Attr)> {
        self.0.iter().filter_map(|attr| Some((attr.key.rule()?, attr)))
    }

    fn find(&self, key: Key) -> Option<&Attr> {
        self.0.iter().find(|attr| attr.key == key)
    }
}

/// Reads the attributes of one type, field or variant.
pub(crate) fn read(attrs: &[Attribute], level: Level, derive: Derive, errors: &mut Errors) -> Attributes {
    let mut read = Attributes::default();
    for attr in attrs.iter().filter(|attr| attr.path().is_ident("pooled")) {
        match &attr.meta {
            Meta::List(list) if list.tokens.is_empty() => errors.add_at(attr, empty(level)),
            Meta::List(list) => {
                let parser = |input: ParseStream<'_>| {
                    read_list(input, level, derive, &mut read, errors);
                    Ok(())
                };
                if let Err(error) = parser.parse2(list.tokens.clone()) {
                    errors.push(error);
                }
            }
            _ => errors.add_at(attr, format_args!("expected `#[pooled(...)]`; {}", list_keys(level))),
        }
    }
    check_conflicts(&read, errors);
    read
}

fn empty(level: Level) -> String {
    format!("`#[pooled()]` says nothing: remove it, or name an attribute; {}", list_keys(level))
}

fn list_keys(level: Level) -> String {
    let names: Vec<_> = Key::of_level(level).map(|key| format!("`{}`", key.name())).collect();
    format!("on {} there can be {}", level.name(), names.join(", "))
}

/// Reads the attributes of one pair of parentheses. After a mistake it goes on behind the next comma.
fn read_list(input: ParseStream<'_>, level: Level, derive: Derive, read: &mut Attributes, errors: &mut Errors) {
    while !input.is_empty() {
        match read_one(input, level, derive, errors) {
            Ok(Some(attr)) => add(attr, read, errors),
            Ok(None) => {}
            Err(error) => {
                errors.push(error);
                skip_to_comma(input);
            }
        }
        if !input.is_empty() && input.parse::<Token![,]>().is_err() {
            errors.add(input.span(), "expected `,` between attributes");
            skip_to_comma(input);
            let _ = input.parse::<Token![,]>();
        }
    }
}

fn skip_to_comma(input: ParseStream<'_>) {
    while !input.is_empty() && !input.peek(Token![,]) {
        let _ = input.parse::<TokenTree>();
    }
}

fn add(attr: Attr, read: &mut Attributes, errors: &mut Errors) {
    if read.find(attr.key).is_some() {
        errors.add(attr.name.span(), format_args!("`{}` is given twice: remove one", attr.key.name()));
    } else {
        read.0.push(attr);
    }
}

/// Reads one attribute; `None` if it is not to be here, which was reported.
fn read_one(input: ParseStream<'_>, level: Level, derive: Derive, errors: &mut Errors) -> syn::Result<Option<Attr>> {
    let name = Ident::parse_any(input).map_err(|error| {
        syn::Error::new(error.span(), format_args!("expected the name of an attribute; {}", list_keys(level)))
    })?;
    let Some(key) = find_key(&name, level, derive, errors) else {
        skip_to_comma(input);
        return Ok(None);
    };
    // A malformed attribute is there all the same: what depends on that must not be reported too.
    let (form, written) = (key.entry().form, input.fork());
    let value = read_value(input, &name, form).unwrap_or_else(|error| {
        errors.push(error);
        skip_to_comma(input);
        read_malformed(&written, form)
    });
    Ok(Some(Attr { key, name, value }))
}

/// The attribute that `name` names on this level.
fn find_key(name: &Ident, level: Level, derive: Derive, errors: &mut Errors) -> Option<Key> {
    let text = name.to_string();
    match Key::of_level(level).find(|key| key.name() == text) {
        Some(key) if !key.entry().role.is_taken_by(derive) => {
            let message =
                format!("`{text}` is about the pool, and `#[derive({})]` makes none: remove it, or", derive.name());
            errors.add(name.span(), format_args!("{message} write `#[derive({})]`", Derive::Pooled.name()));
            None
        }
        Some(key) => Some(key),
        None => {
            errors.add(name.span(), unknown(&text, level));
            None
        }
    }
}

fn unknown(text: &str, level: Level) -> String {
    let level_of = |name: &str| Key::ALL.iter().find(|key| key.name() == name).map(|key| key.entry().level.name());
    let names = |keys: &mut dyn Iterator<Item = Key>| nearest(text, keys.map(Key::name));
    if let Some(other) = level_of(text) {
        format!("`{text}` belongs on {other}, not on {}", level.name())
    } else if let Some(name) = names(&mut Key::of_level(level)) {
        format!("there is no attribute `{text}`: did you mean `{name}`?")
    } else if let Some((name, other)) =
        names(&mut Key::ALL.iter().copied()).and_then(|name| Some((name, level_of(name)?)))
    {
        format!("there is no attribute `{text}`: did you mean `{name}`, which belongs on {other}?")
    } else {
        format!("there is no attribute `{text}`; {}", list_keys(level))
    }
}

fn check_conflicts(read: &Attributes, errors: &mut Errors) {
    let mut rules = read.rules().map(|(_, attr)| &attr.name);
    if let Some(first) = rules.next() {
        for other in rules {
            errors.add(
                other.span(),
                format_args!("`{first}` and `{other}` on one field: a field has one rule; remove one"),
            );
        }
    }
    for Attr { key, name, .. } in &read.0 {
        for (other, why) in key.entry().excludes {
            if let Some(Attr { name: other, .. }) = read.find(*other) {
                errors.add(name.span(), format_args!("`{name}` can't be combined with `{other}`: {why}; remove one"));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proc_macro2::TokenStream;
    use syn::parse_quote;

    use super::read;
    use crate::Derive;
    use crate::attr::table::{Key, Level};
    use crate::errors::Errors;

    /// What is said to `#[pooled(written)]`.
    fn messages(level: Level, written: &str) -> Vec<String> {
        let tokens: TokenStream = written.parse().expect("tokens");
        let mut errors = Errors::default();
        read(&[parse_quote!(#[pooled(#tokens)])], level, Derive::Pooled, &mut errors);
        errors.messages()
    }

    fn example(key: Key) -> String {
        key.entry().form.example(key.name())
    }

    #[test]
    fn what_messages_tell_to_write_is_accepted() {
        for key in Key::ALL {
            assert_eq!(messages(key.entry().level, &example(*key)), [""; 0], "{key:?}");
        }
    }

    #[test]
    fn exclusion_does_not_depend_on_the_order() {
        for a in Key::ALL {
            for b in Key::of_level(a.entry().level).filter(|b| b != a) {
                let listed = |x: Key, y: Key| x.entry().excludes.iter().any(|(other, _)| *other == y);
                let excluded = (a.rule().is_some() && b.rule().is_some()) || listed(*a, b) || listed(b, *a);
                let said = messages(a.entry().level, &format!("{}, {}", example(*a), example(b)));
                assert_eq!(said.len(), usize::from(excluded), "{a:?} {b:?}: {said:?}");
            }
        }
    }

    #[test]
    fn reading_goes_on_after_a_mistake() {
        let written = "capacity, \"x\", depot = -1 + , local = true, new = |x| x, bound = T, instances(8), capcity = 2,
            static(4, 4), local depot";
        let said = messages(Level::Type, written);
        let expected = [
            "`capacity` needs a value",
            "expected the name of an attribute",
            "`depot` needs a value",
            "`local` takes no value",
            "`new` takes the path of a function, not a closure",
            "`bound` takes a string",
            "`instances` takes types",
            "there is no attribute `capcity`",
            "`static` needs a value",
            "`local` is given twice",
            "expected `,`",
            "`capacity` can't be combined with `static`",
            "`depot` can't be combined with `static`",
            "`depot` can't be combined with `local`",
            "`local` can't be combined with `static`",
            "`instances` can't be combined with `static`",
        ];
        assert_eq!(said.len(), expected.len(), "{said:?}");
        for (said, expected) in said.iter().zip(expected) {
            assert!(said.starts_with(expected), "{said:?} should be {expected:?}");
        }
    }
}
