//! Shows types and their suggested orders.
//!
//! # The map
//! | module | what it is |
//! |---|---|
//! | `words` | sentences that several formats say |
//! | `terminal` | a colour and a letter for each heat |
//! | `map` | the bytes of a type, cut into lines, with long runs of alike lines folded |
//! | `fields` | the list of fields in the table |
//! | [`table`] | text of 80 columns |
//! | [`svg`] | a picture |
//! | [`html`] | a page with the pictures |

mod fields;
pub mod html;
mod map;
pub mod svg;
pub mod table;
mod terminal;
pub(crate) mod words;

use crate::model::Type;
use crate::search::{Suggestion, suggest};

/// A type and what is suggested for it.
#[derive(Clone, Debug)]
pub struct Shown {
    /// The type as it is.
    pub ty: Type,
    /// The order that is suggested for it.
    pub suggestion: Suggestion,
}

impl Shown {
    /// Finds the suggestion for a type.
    #[must_use]
    pub fn new(ty: Type) -> Self {
        let suggestion = suggest(&ty);
        Self { ty, suggestion }
    }

    /// The type in the suggested order, if that is better.
    #[must_use]
    pub fn then(&self) -> Option<Type> {
        self.suggestion.improves().then(|| self.suggestion.apply(&self.ty))
    }
}
