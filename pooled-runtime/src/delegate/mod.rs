//! The traits that a handle implements by passing each call on to its object. They are macros, so that every handle has
//! the same traits.
//!
//! Each macro takes the handle, which derefs to its object, and the trait that the object's type must have.

mod change;
#[cfg(feature = "std")]
mod io;
mod view;

pub(crate) use change::{change, write_each};
#[cfg(feature = "std")]
pub(crate) use io::io;
pub(crate) use view::view;
