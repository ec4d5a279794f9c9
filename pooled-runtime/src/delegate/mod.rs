//! What a handle passes on to its object: macros, so that each handle has the same conveniences.
//!
//! Each takes the handle, which derefs to its object, and the bound of that object.

mod change;
#[cfg(feature = "std")]
mod io;
mod view;

pub(crate) use change::{change, write_each};
#[cfg(feature = "std")]
pub(crate) use io::io;
pub(crate) use view::view;
