//! Reads `#[pooled(...)]`. Each attribute that is read is known, in its place, and given once.

use proc_macro2::TokenTree;
use syn::ext::IdentExt;
use syn::parse::{ParseStream, Parser};
use syn::{Attribute, Ident, Meta, Token};

use super::attributes::{Attr, Attributes};
use super::table::Level;
use super::{conflicts, lookup, value};
use crate::derive::Derive;
use crate::errors::Errors;

/// Reads the attributes of one type, field or variant.
pub(crate) fn read(attrs: &[Attribute], level: Level, derive: Derive, errors: &mut Errors) -> Attributes {
    let mut reader = Reader { level, derive, read: Attributes::default(), errors };
    for attr in attrs.iter().filter(|attr| attr.path().is_ident("pooled")) {
        reader.read_attribute(attr);
    }
    let read = reader.read;
    conflicts::check(&read, errors);
    read
}

/// Reads attributes one after the other.
struct Reader<'e> {
    level: Level,
    derive: Derive,
    /// The attributes read so far.
    read: Attributes,
    errors: &'e mut Errors,
}

impl Reader<'_> {
    /// Reads one `#[pooled(...)]`.
    fn read_attribute(&mut self, attr: &Attribute) {
        match &attr.meta {
            Meta::List(list) if list.tokens.is_empty() => {
                let message = "`#[pooled()]` says nothing: remove it, or name an attribute";
                self.errors.add_at(attr, format_args!("{message}; {}", lookup::list(self.level)));
            }
            Meta::List(list) => {
                let parser = |input: ParseStream<'_>| {
                    self.read_list(input);
                    Ok(())
                };
                if let Err(error) = parser.parse2(list.tokens.clone()) {
                    self.errors.push(error);
                }
            }
            _ => {
                let message = "expected `#[pooled(...)]`";
                self.errors.add_at(attr, format_args!("{message}; {}", lookup::list(self.level)));
            }
        }
    }

    /// Reads what is in the parentheses. After a mistake it goes on behind the next comma.
    fn read_list(&mut self, input: ParseStream<'_>) {
        while !input.is_empty() {
            match self.read_one(input) {
                Ok(Some(attr)) => self.add(attr),
                Ok(None) => {}
                Err(error) => {
                    self.errors.push(error);
                    skip_to_comma(input);
                }
            }
            if !input.is_empty() && input.parse::<Token![,]>().is_err() {
                self.errors.add(input.span(), "expected `,` between attributes");
                skip_to_comma(input);
                let _ = input.parse::<Token![,]>();
            }
        }
    }

    /// Reads one attribute. Returns `None` if it can't stand here; this was reported then.
    fn read_one(&mut self, input: ParseStream<'_>) -> syn::Result<Option<Attr>> {
        let name = Ident::parse_any(input).map_err(|error| {
            let list = lookup::list(self.level);
            syn::Error::new(error.span(), format_args!("expected the name of an attribute; {list}"))
        })?;
        let Some(key) = lookup::find(&name, self.level, self.derive, self.errors) else {
            skip_to_comma(input);
            return Ok(None);
        };
        // A malformed attribute is kept, so that nothing is reported as missing that was written.
        let (form, written) = (key.row().form, input.fork());
        let value = value::read(input, &name, form).unwrap_or_else(|error| {
            self.errors.push(error);
            skip_to_comma(input);
            value::read_malformed(&written, form)
        });
        Ok(Some(Attr { key, name, value }))
    }

    fn add(&mut self, attr: Attr) {
        if self.read.has(attr.key) {
            let name = attr.key.name();
            self.errors.add(attr.name.span(), format_args!("`{name}` is given twice: remove one"));
        } else {
            self.read.push(attr);
        }
    }
}

fn skip_to_comma(input: ParseStream<'_>) {
    while !input.is_empty() && !input.peek(Token![,]) {
        let _ = input.parse::<TokenTree>();
    }
}

#[cfg(test)]
mod tests {
    use proc_macro2::TokenStream;
    use syn::parse_quote;

    use super::read;
    use crate::attr::table::{Key, Level};
    use crate::derive::Derive;
    use crate::errors::Errors;

    /// What is said to `#[pooled(written)]`.
    fn messages(level: Level, written: &str) -> Vec<String> {
        let tokens: TokenStream = written.parse().expect("tokens");
        let mut errors = Errors::default();
        read(&[parse_quote!(#[pooled(#tokens)])], level, Derive::Pooled, &mut errors);
        errors.messages()
    }

    fn example(key: Key) -> String {
        key.row().form.example(key.name())
    }

    #[test]
    fn what_messages_tell_to_write_is_accepted() {
        for key in Key::ALL {
            assert_eq!(messages(key.row().level, &example(*key)), [""; 0], "{key:?}");
        }
    }

    #[test]
    fn exclusion_does_not_depend_on_the_order() {
        for a in Key::ALL {
            for b in Key::of_level(a.row().level).filter(|b| b != a) {
                let listed = |x: Key, y: Key| x.row().excludes.iter().any(|(other, _)| *other == y);
                let excluded = (a.rule().is_some() && b.rule().is_some()) || listed(*a, b) || listed(b, *a);
                let said = messages(a.row().level, &format!("{}, {}", example(*a), example(b)));
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
