//! The value of an attribute: what stands after its name.

use proc_macro2::Group;
use quote::ToTokens;
use syn::parse::{ParseStream, Parser};
use syn::punctuated::Punctuated;
use syn::{Error, Expr, ExprLit, ExprPath, Ident, Lit, LitStr, Token, Type, UnOp, token};

use super::table::Form;
use crate::syntax::literal::integer;
use crate::syntax::names;

/// What was written after the name of an attribute.
pub(crate) enum Value {
    Flag,
    Expr(Expr),
    /// The bytes of a cache line.
    Line(usize),
    Path(ExprPath),
    Text(LitStr),
    Types(Vec<Type>),
    /// Something that does not fit the form, which was reported.
    Malformed,
}

impl Value {
    pub(crate) fn expr(&self) -> Option<&Expr> {
        if let Self::Expr(expr) = self { Some(expr) } else { None }
    }

    pub(crate) fn line(&self) -> Option<usize> {
        if let Self::Line(bytes) = self { Some(*bytes) } else { None }
    }

    pub(crate) fn path(&self) -> Option<&ExprPath> {
        if let Self::Path(path) = self { Some(path) } else { None }
    }

    pub(crate) fn text(&self) -> Option<&LitStr> {
        if let Self::Text(text) = self { Some(text) } else { None }
    }

    pub(crate) fn types(&self) -> Option<&[Type]> {
        if let Self::Types(types) = self { Some(types) } else { None }
    }
}

/// Reads what follows the name of an attribute.
pub(super) fn read(input: ParseStream<'_>, name: &Ident, form: Form) -> syn::Result<Value> {
    let expr = || read_expr(input, name, form).map(ungroup);
    match form {
        Form::Flag => read_flag(input, name),
        Form::Types => read_types(input, name),
        Form::Count => count(expr()?, name),
        Form::Line => line(&expr()?, name),
        Form::Path => path(expr()?, name),
        Form::Value => value(expr()?, name),
        Form::Text => text(expr()?, name),
    }
}

/// What is known of a value that was reported. Of a path in quotes it is known where it leads.
pub(super) fn read_malformed(input: ParseStream<'_>, form: Form) -> Value {
    let quoted = || -> syn::Result<ExprPath> {
        input.parse::<Token![=]>()?;
        input.parse::<LitStr>()?.parse()
    };
    match form {
        Form::Path => quoted().map_or(Value::Malformed, Value::Path),
        Form::Flag | Form::Count | Form::Line | Form::Value | Form::Text | Form::Types => Value::Malformed,
    }
}

/// A message that shows how the attribute is written.
fn wrong(name: &Ident, form: Form, what: &str) -> String {
    format!("`{name}` {what}: write `{}`", form.example(&name.to_string()))
}

fn wrong_at(expr: &Expr, name: &Ident, form: Form, what: &str) -> Error {
    Error::new_spanned(expr, wrong(name, form, what))
}

fn read_flag(input: ParseStream<'_>, name: &Ident) -> syn::Result<Value> {
    if input.peek(Token![=]) || input.peek(token::Paren) {
        return Err(Error::new(input.span(), wrong(name, Form::Flag, "takes no value")));
    }
    Ok(Value::Flag)
}

fn read_types(input: ParseStream<'_>, name: &Ident) -> syn::Result<Value> {
    let wrong = |span, what| Error::new(span, wrong(name, Form::Types, what));
    if !input.peek(token::Paren) {
        return Err(wrong(name.span(), "needs a list of types"));
    }
    let parser = Punctuated::<Type, Token![,]>::parse_terminated;
    let types = parser.parse2(input.parse::<Group>()?.stream()).map_err(|error| wrong(error.span(), "takes types"))?;
    if types.is_empty() {
        return Err(wrong(name.span(), "needs a list of types"));
    }
    Ok(Value::Types(types.into_iter().collect()))
}

fn read_expr(input: ParseStream<'_>, name: &Ident, form: Form) -> syn::Result<Expr> {
    let missing = |span| Error::new(span, wrong(name, form, "needs a value"));
    if !input.peek(Token![=]) {
        return Err(missing(name.span()));
    }
    let equals: Token![=] = input.parse()?;
    if input.is_empty() || input.peek(Token![,]) {
        return Err(missing(equals.span));
    }
    input.parse().map_err(|error: Error| missing(error.span()))
}

/// Unwraps the invisible group that a `macro_rules` parameter comes in.
fn ungroup(mut expr: Expr) -> Expr {
    while let Expr::Group(group) = expr {
        expr = *group.expr;
    }
    expr
}

fn count(expr: Expr, name: &Ident) -> syn::Result<Value> {
    check_blind(&expr, name, "write a number or a constant")?;
    if !can_be_count(&expr) {
        return Err(wrong_at(&expr, name, Form::Count, "takes a whole number"));
    }
    Ok(Value::Expr(expr))
}

fn line(expr: &Expr, name: &Ident) -> syn::Result<Value> {
    match integer(expr).and_then(|int| int.base10_parse().ok()) {
        Some(bytes @ (64 | 128)) => Ok(Value::Line(bytes)),
        _ => Err(wrong_at(expr, name, Form::Line, "is 64 or 128, the bytes of a cache line")),
    }
}

fn path(expr: Expr, name: &Ident) -> syn::Result<Value> {
    match expr {
        Expr::Path(path) => Ok(Value::Path(path)),
        expr => Err(wrong_at(&expr, name, Form::Path, not_a_path(&expr))),
    }
}

fn value(expr: Expr, name: &Ident) -> syn::Result<Value> {
    let instead = "write an expression without `self`; `with = path` changes the field from what it has, \
                   and `reset = path` on the type reads other fields";
    check_blind(&expr, name, instead)?;
    Ok(Value::Expr(expr))
}

fn text(expr: Expr, name: &Ident) -> syn::Result<Value> {
    match expr {
        Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) => Ok(Value::Text(text)),
        expr => Err(wrong_at(&expr, name, Form::Text, "takes a string")),
    }
}

/// Refuses an expression that sees the object: a reset must give what a new object has.
fn check_blind(expr: &Expr, name: &Ident, instead: &str) -> syn::Result<()> {
    match names::self_value(expr.to_token_stream()) {
        Some(object) => Err(Error::new(object.span(), format!("`{name}` can't see the object: {instead}"))),
        None => Ok(()),
    }
}

/// What to say of an expression that stands where a path must stand.
fn not_a_path(expr: &Expr) -> &'static str {
    match expr {
        Expr::Lit(ExprLit { lit: Lit::Str(_), .. }) => "takes a path, without quotes",
        Expr::Closure(_) => "takes the path of a function, not a closure",
        Expr::Call(_) => "takes the path of a function, without calling it",
        _ => "takes a path",
    }
}

/// A literal must be a whole number. Other expressions are left to the compiler.
fn can_be_count(expr: &Expr) -> bool {
    match expr {
        Expr::Lit(literal) => matches!(literal.lit, Lit::Int(_)),
        Expr::Unary(unary) => !matches!(unary.op, UnOp::Neg(_)),
        _ => true,
    }
}
