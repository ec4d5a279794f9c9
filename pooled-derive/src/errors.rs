//! The mistakes of an item, collected so that all of them come out in one compile.

use std::fmt::Display;

use proc_macro2::{Span, TokenStream};
use quote::ToTokens;
use syn::Error;

/// The mistakes found so far.
#[derive(Default)]
pub(crate) struct Errors(Option<Error>);

impl Errors {
    /// Adds a mistake at `span`.
    pub(crate) fn add(&mut self, span: Span, message: impl Display) {
        self.push(Error::new(span, message));
    }

    /// Adds a mistake at `tokens`.
    pub(crate) fn add_at(&mut self, tokens: impl ToTokens, message: impl Display) {
        self.push(Error::new_spanned(tokens, message));
    }

    pub(crate) fn push(&mut self, error: Error) {
        match &mut self.0 {
            Some(first) => first.combine(error),
            none => *none = Some(error),
        }
    }

    /// `value` if there was no mistake, else all of them as compile errors.
    pub(crate) fn finish<T>(self, value: T) -> Result<T, TokenStream> {
        self.0.map_or(Ok(value), |error| Err(error.to_compile_error()))
    }

    /// What the mistakes are, in the order of finding them.
    #[cfg(test)]
    pub(crate) fn messages(self) -> Vec<String> {
        self.0.into_iter().flatten().map(|error| error.to_string()).collect()
    }
}
