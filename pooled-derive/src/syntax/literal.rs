//! Literals of integers.

use syn::{Expr, ExprLit, Lit, LitInt};

/// The integer that `expr` is, if it is the literal of one.
pub(crate) fn integer(expr: &Expr) -> Option<&LitInt> {
    match expr {
        Expr::Lit(ExprLit { lit: Lit::Int(int), .. }) => Some(int),
        _ => None,
    }
}

/// Whether `expr` is the literal 0.
pub(crate) fn is_zero(expr: &Expr) -> bool {
    integer(expr).is_some_and(|int| int.base10_digits() == "0")
}
