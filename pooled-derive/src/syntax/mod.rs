//! What is done with tokens and types, whoever wrote them and whatever they are for.

pub(crate) mod names;
pub(crate) mod pretty;
pub(crate) mod replace;
