//! The derive macros of `pooled-types`. Use them from there.
//!
//! A derive reads an item, checks it, and prints the impls. The checks make a model that can only hold legal input, so
//! that printing can't fail. If the item has mistakes, the derive prints these and stub impls, so that uses of the type
//! elsewhere give no further errors.
//!
//! # The map
//! Each module imports only from modules in the rows above its own.
//!
//! | module | what it is |
//! |---|---|
//! | `derive` | the two derives |
//! | `errors` | the mistakes found so far |
//! | `syntax` | helpers for tokens, types and generics, which know nothing of pools |
//! | `attr` | the table of attributes, and how they are read |
//! | `item` | a struct or enum with its attributes, read but not checked |
//! | `model` | what a legal item says |
//! | `check` | from the item to the model |
//! | `expand` | prints the impls of a model |
//! | `stubs` | prints the impls of an item with mistakes |
//! | `driver` | runs the steps of a derive |
//! | `tests` | tests of what the derives print |

mod attr;
mod check;
mod derive;
mod driver;
mod errors;
mod expand;
mod item;
mod model;
mod stubs;
mod syntax;
#[cfg(test)]
mod tests;

use syn::{DeriveInput, parse_macro_input};

use crate::derive::Derive;

/// Gives a struct or enum a thread-local pool of its own, and writes its reset.
///
/// Implements the traits `Pooled` and `Reset`. With [`static = N`](#static) it implements `StaticPooled` in place of
/// `Pooled`.
///
/// ```
/// use pooled_types::Pooled;
///
/// #[derive(Pooled, Default)]
/// struct Request {
///     id: u64,
///     #[pooled(max_capacity = 4096)]
///     body: Vec<u8>,
///     #[pooled(value = 3)]
///     retries: u32,
/// }
///
/// let mut request = Request::take(); // a clean object, idle or fresh
/// request.body.extend_from_slice(b"hello");
/// request.retries = 0;
/// drop(request); // reset, and back into the pool
///
/// let request = Request::take();
/// assert!(request.body.is_empty());
/// assert_eq!(request.retries, 3);
/// ```
///
/// A field has at most one rule. A field without a rule is reset by the `Reset` of its type. If the type has no
/// `Reset`, the code does not compile, so that no field is forgotten.
///
/// `Reset` is part of this derive: write `#[derive(Pooled)]` or `#[derive(Reset)]`, not both.
///
/// # Bounds
/// A generic type has a pool where its fields can be reset. So if the type of a field mentions a type parameter, it is
/// bounded as the field's rule needs it: by `Reset`, by `ResetWithin` for `max_capacity`, by `ResetWithinBytes` for
/// `max_bytes`, by `Default` for `default`. Further bounds:
/// - each type parameter is bounded by `'static`;
/// - each type parameter is bounded by `Send`, unless the type is `local`;
/// - the type itself is bounded by `Default`, unless it says `new = path`.
///
/// `bound = "…"` replaces all of these but `'static`.
///
/// Some fields add no bound:
/// - fields with the rules `value`, `with` and `keep`, which need none;
/// - fields with the rule `zeroize`: declare `T: Zeroize` on the type;
/// - fields whose type mentions the type that is derived for, because such a bound would depend on itself: declare on
///   the type what its parameters need.
///
#[doc = include_str!("../docs/attributes.md")]
#[proc_macro_derive(Pooled, attributes(pooled))]
pub fn derive_pooled(input: proc_macro::TokenStream) -> proc_macro::TokenStream {
    driver::run(&parse_macro_input!(input as DeriveInput), Derive::Pooled).into()
}

/// Writes the reset of a struct or enum that needs no pool of its own, such as a part of a pooled type.
///
/// Implements the trait `Reset`.
///
/// ```
/// use pooled_types::{Pooled, Reset};
///
/// #[derive(Pooled, Default)]
/// struct Request {
///     header: Header,
/// }
///
/// #[derive(Reset, Default)]
/// struct Header {
///     host: String,
///     #[pooled(value = 443)]
///     port: u16,
/// }
///
/// let mut request = Request::take();
/// request.header.host.push_str("localhost");
/// request.header.port = 80;
/// drop(request);
///
/// let request = Request::take();
/// assert!(request.header.host.is_empty());
/// assert_eq!(request.header.port, 443);
/// ```
///
/// # Attributes
/// Those of fields and variants are the same as with the [derive `Pooled`](derive.Pooled.html#attributes). The type may
/// borrow. On it, these are allowed:
///
/// | attribute | what it does |
/// |---|---|
/// | [`new = path`](derive.Pooled.html#new) | makes a fresh value, for an enum |
/// | [`reset = path`](derive.Pooled.html#reset) | the whole reset, written by hand |
/// | [`bound = "…"`](derive.Pooled.html#bound) | replaces the bounds that the derive infers |
/// | [`crate = path`](derive.Pooled.html#crate) | where the crate `pooled_types` is |
/// | [`instances(A, B)`](derive.Pooled.html#instances) | budgets are checked for these instantiations |
/// | [`line`](derive.Pooled.html#line) | the bytes of a cache line |
/// | [`max_size`](derive.Pooled.html#max_size), [`max_size_32`](derive.Pooled.html#max_size_32) | budget: bytes |
/// | [`max_lines`](derive.Pooled.html#max_lines), [`max_lines_32`](derive.Pooled.html#max_lines_32) | budget: lines |
/// | [`hot_lines`](derive.Pooled.html#hot_lines), [`hot_lines_32`](derive.Pooled.html#hot_lines_32) | budget: lines |
/// | [`no_straddle`](derive.Pooled.html#no_straddle) | budget: no field on more lines than it must |
#[proc_macro_derive(Reset, attributes(pooled))]
pub fn derive_reset(input: proc_macro::TokenStream) -> proc_macro::TokenStream {
    driver::run(&parse_macro_input!(input as DeriveInput), Derive::Reset).into()
}
