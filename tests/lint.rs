//! What the derive prints gives no warning, whatever is denied, and contains no `unsafe`.
//!
//! A program of its own, because some of these lints look at a whole crate.
#![forbid(unsafe_code)]
#![deny(
    warnings,
    future_incompatible,
    let_underscore,
    nonstandard_style,
    rust_2024_compatibility,
    unused,
    keyword_idents,
    missing_docs,
    single_use_lifetimes,
    trivial_casts,
    trivial_numeric_casts,
    unreachable_pub,
    unused_import_braces,
    unused_lifetimes,
    unused_macro_rules,
    unused_qualifications,
    unused_results,
    variant_size_differences
)]
#![deny(clippy::all, clippy::pedantic, clippy::nursery, clippy::cargo, clippy::absolute_paths)]
#![allow(clippy::cargo_common_metadata, clippy::multiple_crate_versions)]

use std::collections::HashMap;
use std::rc::Rc;

use pooled_types::{PoolBox, Pooled, Reset};

/// Has a field for each rule.
#[derive(Debug, Default, Pooled)]
#[pooled(capacity = 128, depot = 512, new = Self::new, validate = Self::is_fine)]
#[pooled(line = 128, max_size = 4096, max_lines = 64, max_lines_32 = 32, hot_lines = 2)]
pub struct Every {
    /// By default.
    pub body: Vec<u8>,
    /// The same type again.
    pub other_body: Vec<u8>,
    /// A map.
    #[pooled(hot)]
    pub headers: HashMap<String, String>,
    /// A value.
    #[pooled(value = 3, cold)]
    pub retries: u8,
    /// The default.
    #[pooled(default)]
    pub name: Option<&'static str>,
    /// A function.
    #[pooled(with = wipe)]
    pub secret: [u8; 32],
    /// A limit.
    #[pooled(max_capacity = 4096)]
    pub log: String,
    /// A limit of bytes.
    #[cfg(feature = "collections")]
    #[pooled(max_bytes = 4096)]
    pub cookies: pooled_types::ReuseMap<String, String>,
    /// Kept.
    #[pooled(keep)]
    pub serial: u64,
    /// Deprecated.
    #[deprecated]
    pub old: u32,
}

impl Every {
    fn new() -> Self {
        Self::default()
    }

    const fn is_fine(&mut self) -> bool {
        self.serial < 10
    }
}

fn wipe(secret: &mut [u8; 32]) {
    secret.fill(0);
}

/// A generic one.
#[derive(Debug, Default, Pooled)]
#[pooled(instances(Generic<u8, 3>, Generic<String, 4>))]
pub struct Generic<T, const N: usize>
where
    T: Default,
{
    /// A list.
    pub list: Vec<T>,
    /// One.
    pub one: T,
}

/// An enum with a mark.
#[derive(Debug, Default, Pooled)]
pub enum Marked {
    /// The one.
    #[default]
    Idle,
    /// Another.
    Busy {
        /// Since.
        since: u64,
    },
}

/// An enum without one.
#[derive(Debug, Reset)]
#[pooled(new = Self::new)]
pub enum Unmarked {
    /// Text.
    Text(String),
    /// A number.
    Number(u64),
    /// Nothing.
    Nothing,
}

impl Unmarked {
    const fn new() -> Self {
        Self::Nothing
    }
}

/// A tuple.
#[derive(Debug, Default, Pooled)]
pub struct Tuple(pub u8, #[pooled(keep)] pub u8);

/// Nothing.
#[derive(Debug, Default, Pooled)]
pub struct Unit;

/// Local.
#[derive(Debug, Default, Pooled)]
#[pooled(local)]
pub struct Local(#[pooled(default)] pub Rc<u8>);

/// Recursive.
#[derive(Debug, Default, Pooled)]
pub struct Tree {
    /// Below.
    pub children: Vec<PoolBox<Self>>,
    /// Beside.
    pub next: Option<Box<Self>>,
}

/// Static.
#[derive(Debug, Default, Pooled)]
#[pooled(static = 4)]
pub struct Static(pub u8);

#[test]
fn all_work() {
    drop(Every::take());
    drop(Generic::<u8, 3>::take());
    drop(Generic::<u16, 3>::take());
    drop(Marked::take());
    Unmarked::new().reset();
    drop((Tuple::take(), Unit::take(), Local::take(), Tree::take()));
    drop(<Static as pooled_types::StaticPooled>::take());
}
