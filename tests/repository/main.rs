//! What holds for the files of the repository.
//!
//! A program of its own, because it is about no crate in particular.

mod counted;
mod doctests;
mod features;
mod figures;
mod line_width;
mod links;
mod markdown;
mod messages;
mod rules;
mod test_modules;
mod tracked;
