//! Reads `#[pooled(...)]`: from tokens to a list of attributes, each known, in its place, well-formed and given once.

use proc_macro2::{Group, Span, TokenTree};
use syn::ext::IdentExt;
use syn::parse::{ParseStream, Parser};
use syn::punctuated::Punctuated;
use syn::spanned::Spanned;
use syn::{Attribute, Expr, ExprLit, ExprPath, Ident, Lit, LitStr, Meta, Token, Type, UnOp, token};

use crate::Derive;
use crate::diag::{Errors, nearest};
use crate::keys::{CONFLICTS, Form, KEYS, Key, Level, of_level};

/// The attributes written on one type, field or variant.
#[derive(Default)]
pub(crate) struct Attributes(Vec<Attr>);

struct Attr {
    key: &'static Key,
    name: Ident,
    value: Value,
}

/// What was written after the name of an attribute.
enum Value {
    Flag,
    Expr(Box<Expr>),
    Types(Vec<Type>),
}

impl Attributes {
    /// Where the attribute `name` stands.
    pub(crate) fn span(&self, name: &str) -> Option<Span> {
        self.find(name).map(|attr| attr.name.span())
    }

    pub(crate) fn expr(&self, name: &str) -> Option<&Expr> {
        match &self.find(name)?.value {
            Value::Expr(expr) => Some(expr),
            _ => None,
        }
    }

    pub(crate) fn path(&self, name: &str) -> Option<&ExprPath> {
        match self.expr(name)? {
            Expr::Path(path) => Some(path),
            _ => None,
        }
    }

    pub(crate) fn text(&self, name: &str) -> Option<&LitStr> {
        match self.expr(name)? {
            Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) => Some(text),
            _ => None,
        }
    }

    pub(crate) fn types(&self, name: &str) -> &[Type] {
        match self.find(name).map(|attr| &attr.value) {
            Some(Value::Types(types)) => types,
            _ => &[],
        }
    }

    /// The attributes that say how the field is reset, by name.
    pub(crate) fn rules(&self) -> impl Iterator<Item = &Ident> {
        self.0.iter().filter(|attr| attr.key.is_rule).map(|attr| &attr.name)
    }

    fn find(&self, name: &str) -> Option<&Attr> {
        self.0.iter().find(|attr| attr.key.name == name)
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
    let names: Vec<_> = of_level(level).map(|key| format!("`{}`", key.name)).collect();
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
    if read.find(attr.key.name).is_some() {
        errors.add(attr.name.span(), format_args!("`{}` is given twice: remove one", attr.key.name));
    } else {
        read.0.push(attr);
    }
}

/// Reads one attribute; `None` if it was well-formed but is not to be here, which was reported.
fn read_one(input: ParseStream<'_>, level: Level, derive: Derive, errors: &mut Errors) -> syn::Result<Option<Attr>> {
    let name = Ident::parse_any(input).map_err(|error| {
        syn::Error::new(error.span(), format_args!("expected the name of an attribute; {}", list_keys(level)))
    })?;
    let Some(key) = find_key(&name, level, derive, errors) else {
        skip_to_comma(input);
        return Ok(None);
    };
    let value = read_value(input, &name, key.form)?;
    Ok(Some(Attr { key, name, value }))
}

/// The attribute that `name` names on this level.
fn find_key(name: &Ident, level: Level, derive: Derive, errors: &mut Errors) -> Option<&'static Key> {
    let text = name.to_string();
    match of_level(level).find(|key| key.name == text) {
        Some(key) if derive == Derive::Reset && !key.in_reset => {
            errors.add(name.span(), format_args!("`{text}` is about the pool, and `#[derive(Reset)]` makes none: remove it, or write `#[derive(Pooled)]`"));
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
    if let Some(key) = KEYS.iter().find(|key| key.name == text) {
        return format!("`{text}` belongs on {}, not on {}", key.level.name(), level.name());
    }
    if let Some(name) = nearest(text, of_level(level).map(|key| key.name)) {
        return format!("there is no attribute `{text}`: did you mean `{name}`?");
    }
    if let Some(key) =
        nearest(text, KEYS.iter().map(|key| key.name)).and_then(|name| KEYS.iter().find(|key| key.name == name))
    {
        return format!(
            "there is no attribute `{text}`: did you mean `{}`, which belongs on {}?",
            key.name,
            key.level.name()
        );
    }
    format!("there is no attribute `{text}`; {}", list_keys(level))
}

fn read_value(input: ParseStream<'_>, name: &Ident, form: Form) -> syn::Result<Value> {
    let wrong = |span: Span, what: &str| {
        syn::Error::new(span, format_args!("`{name}` {what}: write `{}`", form.example(&name.to_string())))
    };
    if form == Form::Flag {
        let bare = input.is_empty() || input.peek(Token![,]);
        return if bare { Ok(Value::Flag) } else { Err(wrong(input.span(), "takes no value")) };
    }
    if form == Form::Types {
        if !input.peek(token::Paren) {
            return Err(wrong(name.span(), "needs a list of types"));
        }
        let inner: Group = input.parse()?;
        let types = Punctuated::<Type, Token![,]>::parse_terminated
            .parse2(inner.stream())
            .map_err(|error| wrong(error.span(), "takes types"))?;
        return if types.is_empty() {
            Err(wrong(name.span(), "needs a list of types"))
        } else {
            Ok(Value::Types(types.into_iter().collect()))
        };
    }
    if !input.peek(Token![=]) {
        return Err(wrong(name.span(), "needs a value"));
    }
    let equals: Token![=] = input.parse()?;
    if input.is_empty() || input.peek(Token![,]) {
        return Err(wrong(equals.span(), "needs a value"));
    }
    let expr: Expr = input.parse().map_err(|error| wrong(error.span(), "needs a value"))?;
    check_expr(expr, form).map(|expr| Value::Expr(Box::new(expr))).map_err(|(span, what)| wrong(span, what))
}

/// Unwraps the invisible group that a `macro_rules` parameter comes in.
fn ungroup(mut expr: Expr) -> Expr {
    while let Expr::Group(group) = expr {
        expr = *group.expr;
    }
    expr
}

fn check_expr(expr: Expr, form: Form) -> Result<Expr, (Span, &'static str)> {
    let expr = ungroup(expr);
    let (fits, what) = match form {
        Form::Count => (can_be_count(&expr), "takes a whole number"),
        Form::Path => (matches!(expr, Expr::Path(_)), not_a_path(&expr)),
        Form::Text => (matches!(expr, Expr::Lit(ExprLit { lit: Lit::Str(_), .. })), "takes a string"),
        Form::Value | Form::Flag | Form::Types => (true, ""),
    };
    if fits { Ok(expr) } else { Err((expr.span(), what)) }
}

/// What to say of an expression that stands where a path must.
fn not_a_path(expr: &Expr) -> &'static str {
    match expr {
        Expr::Lit(literal) if matches!(literal.lit, Lit::Str(_)) => "takes a path, without quotes",
        Expr::Closure(_) => "takes the path of a function, not a closure",
        Expr::Call(_) => "takes the path of a function, without calling it",
        _ => "takes a path",
    }
}

/// A literal must be a whole number; what another expression is, the compiler will find out.
fn can_be_count(expr: &Expr) -> bool {
    match expr {
        Expr::Lit(literal) => matches!(literal.lit, Lit::Int(_)),
        Expr::Unary(unary) => !matches!(unary.op, UnOp::Neg(_)),
        _ => true,
    }
}

fn check_conflicts(read: &Attributes, errors: &mut Errors) {
    let mut rules = read.rules();
    if let Some(first) = rules.next() {
        for other in rules {
            errors.add(
                other.span(),
                format_args!("`{first}` and `{other}` on one field: a field has one rule; remove one"),
            );
        }
    }
    for (a, b, why) in CONFLICTS {
        if let (Some(_), Some(at)) = (read.span(a), read.span(b)) {
            errors.add(at, format_args!("`{b}` can't be combined with `{a}`: {why}; remove one"));
        }
    }
}

/// Whether `expr` is the literal 0.
pub(crate) fn is_zero(expr: &Expr) -> bool {
    matches!(expr, Expr::Lit(ExprLit { lit: Lit::Int(int), .. }) if int.base10_digits() == "0")
}
