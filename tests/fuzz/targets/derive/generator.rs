//! Items made of choices: most of them legal, each part now and then wrong.

use arbitrary::{Result, Unstructured};
use proc_macro2::{Delimiter, Group, TokenStream};
use quote::quote;

use crate::attr::{Key, Level};

const NAMES: &[&str] = &[
    "A", "B", "T", "U", "N", "Item", "field", "pool", "take", "reset", "r#type", "r#fn", "_a", "__POOLED", "ä", "Self",
    "default", "union", "Box", "String", "Result", "value", "object", "this", "x0",
];
const LIFETIMES: &[&str] = &["'a", "'b", "'static", "'_"];
const LITERALS: &[&str] = &[
    "0",
    "1",
    "8",
    "64",
    "128",
    "4096",
    "18446744073709551615",
    "0xffff_ffff_ffff_ffff_ffff",
    "0b101usize",
    "1e400",
    "1.5",
    "7u8",
    "3f32",
    "1_0_0",
    "true",
    "'c'",
    "b'c'",
    "\"text\"",
    "r#\"T: \"Bound\"#",
    "b\"bytes\"",
    "c\"text\"",
    "\"T: Reset\"",
    "\"T: 'static + Send,\"",
    "\"where\"",
    "\"\"",
    "\"path::of\"",
    "\"\\u{1f600}\\0\"",
    "1unknown",
];
const EXPRESSIONS: &[&str] = &[
    "-1",
    "!0",
    "Self::N",
    "self.a",
    "self",
    "Self { a: 1 }",
    "N",
    "{ 1 }",
    "4 * 16",
    "|x| x",
    "path::of",
    "Self::reset",
    "<T as Reset>::reset",
    "of::<T>",
    "of(1)",
    "vec![1, 2]",
    "m!(self.a)",
    "m! { }",
    "&x",
    "(1, 2)",
    "[0; 4]",
    "if a { 1 }
    else { 2 }",
    "return",
    "match x { _ => 1 }",
    "async {}",
    "unsafe { f() }",
    "loop {}",
    "x as u8",
    "..",
    "x?",
    "String::from(\"x\")",
    "const { 3 }",
    "'l: loop { break 'l 1 }",
    "move || self.x",
    "super::super::f",
    "crate::f",
];
const TYPES: &[&str] = &[
    "u8",
    "String",
    "T",
    "U",
    "Self",
    "()",
    "!",
    "_",
    "bool",
    "str",
    "[u8]",
    "Item",
    "Vec<u8>",
    "Vec<String>",
    "std::collections::HashMap<String, Vec<T>>",
    "fn(T) -> U",
    "for<'x> fn(&'x T)",
    "dyn Trait",
    "Box<dyn Trait + 'a>",
    "impl Trait",
    "<T as Iterator>::Item",
    "T::Item",
    "PhantomData<fn() -> T>",
    "[T; N]",
    "[u8; 4]",
    "[u8; { N + 1 }]",
    "m!(T)",
    "*const T",
    "&'a T",
    "&'static str",
    "&mut T",
    "AtomicU8",
    "Mutex<T>",
    "Option<Box<Item>>",
    "Option<T>",
    "Box<Self>",
    "extern \"C\" fn()",
    "Vec<Vec<T>>",
    "Cell<u8>",
    "ReuseVec<T>",
    "::std::vec::Vec<T>",
    "r#type::Of<T>",
    "Secret",
    "Item<T>",
    "Vec<Item<T>>",
    "(T, u8)",
    "(T,)",
    "&'a [T]",
    "A<'a, T, 3>",
    "A<{ 1 }>",
    "A<-1>",
    "A<B = T>",
];
const BOUNDS: &[&str] = &[
    "",
    "",
    "",
    ": Reset",
    ": 'static",
    ": 'a",
    ": ?Sized",
    ": Send + Sync",
    ": Iterator<Item = u8>",
    ": for<'x> F<'x>",
    ": Fn(u8) -> T",
    ":",
    ": ~const A",
    "= u8",
    ": Default = u8",
    ": (Reset)",
    ": A<Self>",
];
const OTHER_ATTRIBUTES: &[&str] = &[
    "repr(C)",
    "repr(packed)",
    "repr(packed(2))",
    "repr(align(64))",
    "repr(C, u8)",
    "repr(transparent)",
    "repr(i16)",
    "repr()",
    "repr",
    "repr(8)",
    "repr(C, packed, )",
    "default",
    "doc = \"text\"",
    "cfg(x)",
    "cfg_attr(x, pooled(hot))",
    "derive(Default)",
    "deprecated",
    "allow(unused)",
    "pooled",
    "pooled = 1",
    "pooled()",
    "pooled[hot]",
    "pooled{hot}",
    "path::pooled(hot)",
    "unsafe(no_mangle)",
    "must_use",
    "zeroize(skip)",
];
const WORDS: &[&str] =
    &["capcity", "r#static", "kep", "max", "self", "crate", "_", "pooled", "static", "ä", "capacity_", "T"];
const VISIBILITIES: &[&str] = &["", "", "pub", "pub(crate)", "pub(in a::b)", "pub(self)", "crate"];
const JUNK: &[&str] = &[",", ";", "=", "::", "<", ">", "'a", "#", "!", "..", "->", "&", "$", "@", "|", "?", "~", "-"];

/// An item, or what looks like one.
pub(crate) fn item(u: &mut Unstructured<'_>) -> Result<TokenStream> {
    let attributes = attributes(u, Level::Type)?;
    let [visibility, name] = [one_of(u, VISIBILITIES)?, one_of(u, NAMES)?];
    let [parameters, bounds] = [parameters(u)?, where_clause(u)?];
    Ok(match u.int_in_range(0..=15)? {
        0 => {
            let body = braced_fields(u)?;
            quote!(#attributes #visibility union #name #parameters #bounds #body)
        }
        1..7 => {
            let body = list(u, variant)?;
            quote!(#attributes #visibility enum #name #parameters #bounds { #body })
        }
        7..10 => {
            let body = unnamed_fields(u)?;
            quote!(#attributes #visibility struct #name #parameters #body #bounds;)
        }
        10 => quote!(#attributes #visibility struct #name #parameters #bounds;),
        _ => {
            let body = braced_fields(u)?;
            quote!(#attributes #visibility struct #name #parameters #bounds #body)
        }
    })
}

/// One of these texts.
fn one_of(u: &mut Unstructured<'_>, of: &[&str]) -> Result<TokenStream> {
    Ok(u.choose(of)?.parse().expect("each text has tokens"))
}

/// Whether the bytes say so, once in `n` times.
fn one_in(u: &mut Unstructured<'_>, n: u8) -> Result<bool> {
    u.ratio(1, n)
}

/// Up to five parts with commas between them.
fn list(u: &mut Unstructured<'_>, part: impl Fn(&mut Unstructured<'_>) -> Result<TokenStream>) -> Result<TokenStream> {
    let mut parts = TokenStream::new();
    for _ in 0..u.int_in_range(0..=5)? {
        let part = part(u)?;
        let comma = if one_in(u, 40)? { quote!() } else { quote!(,) };
        parts.extend(quote!(#part #comma));
    }
    Ok(parts)
}

/// The parameters of a generic item; most items have none.
fn parameters(u: &mut Unstructured<'_>) -> Result<TokenStream> {
    if !one_in(u, 2)? {
        return Ok(quote!());
    }
    let parameters = list(u, |u| {
        let attributes = if one_in(u, 20)? { attributes(u, Level::Type)? } else { quote!() };
        let [lifetime, name, bounds, ty] =
            [one_of(u, LIFETIMES)?, one_of(u, NAMES)?, one_of(u, BOUNDS)?, one_of(u, TYPES)?];
        Ok(match u.int_in_range(0..=5)? {
            0 => quote!(#attributes #lifetime #bounds),
            1 => quote!(#attributes const #name: #ty),
            2 => quote!(#attributes const N: usize),
            3 => quote!(#attributes T #bounds),
            _ => quote!(#attributes #name #bounds),
        })
    })?;
    Ok(quote!(<#parameters>))
}

fn where_clause(u: &mut Unstructured<'_>) -> Result<TokenStream> {
    if !one_in(u, 6)? {
        return Ok(quote!());
    }
    let predicates = list(u, |u| {
        let [ty, bounds] = [ty(u)?, one_of(u, BOUNDS)?];
        Ok(quote!(#ty #bounds))
    })?;
    Ok(quote!(where #predicates))
}

fn variant(u: &mut Unstructured<'_>) -> Result<TokenStream> {
    let [attributes, name] = [attributes(u, Level::Variant)?, one_of(u, NAMES)?];
    let body = match u.int_in_range(0..=3)? {
        0 => unnamed_fields(u)?,
        1 => braced_fields(u)?,
        _ => quote!(),
    };
    let value = if one_in(u, 8)? { one_of(u, EXPRESSIONS)? } else { quote!() };
    Ok(if value.is_empty() { quote!(#attributes #name #body) } else { quote!(#attributes #name #body = #value) })
}

fn braced_fields(u: &mut Unstructured<'_>) -> Result<TokenStream> {
    let fields = list(u, |u| {
        let [attributes, visibility, name, ty] =
            [attributes(u, Level::Field)?, one_of(u, VISIBILITIES)?, one_of(u, NAMES)?, ty(u)?];
        Ok(quote!(#attributes #visibility #name: #ty))
    })?;
    Ok(quote!({ #fields }))
}

fn unnamed_fields(u: &mut Unstructured<'_>) -> Result<TokenStream> {
    let fields = list(u, |u| {
        let [attributes, ty] = [attributes(u, Level::Field)?, ty(u)?];
        Ok(quote!(#attributes #ty))
    })?;
    Ok(quote!((#fields)))
}

/// A type. Some are what a `macro_rules` parameter comes in: a group without delimiters.
fn ty(u: &mut Unstructured<'_>) -> Result<TokenStream> {
    let ty = one_of(u, TYPES)?;
    Ok(match u.int_in_range(0..=9)? {
        0 => invisible(ty),
        1 => quote!(Vec<#ty>),
        2 => quote!(Option<#ty>),
        3 => quote!([#ty; 2]),
        _ => ty,
    })
}

fn invisible(tokens: TokenStream) -> TokenStream {
    TokenStream::from_iter([proc_macro2::TokenTree::from(Group::new(Delimiter::None, tokens))])
}

/// Up to three attributes.
fn attributes(u: &mut Unstructured<'_>, level: Level) -> Result<TokenStream> {
    let mut attributes = TokenStream::new();
    for _ in 0..u.int_in_range(0..=3)? {
        let one = if one_in(u, 6)? {
            one_of(u, OTHER_ATTRIBUTES)?
        } else {
            let inside = list(u, |u| attribute(u, level))?;
            quote!(pooled(#inside))
        };
        attributes.extend(quote!(#[#one]));
    }
    Ok(attributes)
}

/// One attribute of the derive: in most cases one that the level has, with the value that it takes.
fn attribute(u: &mut Unstructured<'_>, level: Level) -> Result<TokenStream> {
    let keys: Vec<Key> = if one_in(u, 12)? { Key::ALL.to_vec() } else { Key::of_level(level).collect() };
    let key = *u.choose(&keys)?;
    if !one_in(u, 5)? {
        return written(u, key);
    }
    let name = if one_in(u, 2)? { one_of(u, WORDS)? } else { text(key.name()) };
    let value = any_value(u)?;
    let value = if one_in(u, 4)? { invisible(value) } else { value };
    Ok(match u.int_in_range(0..=5)? {
        0 => name,
        1 => quote!(#name(#value)),
        2 => quote!(#name #value),
        3 => quote!(#value),
        _ => quote!(#name = #value),
    })
}

/// The attribute with a value of its form.
fn written(u: &mut Unstructured<'_>, key: Key) -> Result<TokenStream> {
    let name = key.name();
    let example = key.row().form.example(name);
    let (before, after) = if example.contains('(') { (format!("{name}("), ")") } else { (format!("{name} = "), "") };
    Ok(match example.strip_prefix(name).unwrap_or_default() {
        "" => text(name),
        " = 64" => text(&format!("{before}{}", u.choose(&["64", "128", "32", "64usize", "0x40", "N"])?)),
        " = N" => text(&format!("{before}{}", u.choose(&["1", "16", "4096", "N", "Self::N", "{ 2 * 8 }"])?)),
        " = path" => text(&format!("{before}{}", u.choose(&["new", "Self::new", "a::b::<T>", "<T>::of", "::a"])?)),
        " = expr" => text(&format!("{before}{}", u.choose(EXPRESSIONS)?)),
        " = \"T: Bound\"" => text(&format!("{before}{}", u.choose(&["\"T: Reset\"", "\"\"", "\"T: A, U: B\""])?)),
        _ => text(&format!("{before}{}, {}{after}", u.choose(TYPES)?, u.choose(&["Item<u8>", "Item<T>", "", "u8"])?)),
    })
}

/// What may stand for a value.
fn any_value(u: &mut Unstructured<'_>) -> Result<TokenStream> {
    match u.int_in_range(0..=4)? {
        0 => one_of(u, LITERALS),
        1 => one_of(u, EXPRESSIONS),
        2 => ty(u),
        3 => one_of(u, LIFETIMES),
        _ => one_of(u, JUNK),
    }
}

/// The tokens of a text that is known to have some.
fn text(text: &str) -> TokenStream {
    text.parse().expect("each text has tokens")
}
