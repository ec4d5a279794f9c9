//! The traits that a handle implements by passing each call on to its object. They are macros, so that every handle has
//! the same traits.
//!
//! Each macro takes the handle, which derefs to its object, and the trait that the object's type must have.
//!
//! | macro | for traits that need | handles |
//! |---|---|---|
//! | `view` | a shared reference to the object | all |
//! | `change` | an exclusive reference, so that the handle must be the only one | all but `PoolArc` |
//! | `io` | the same, and `std` | all but `PoolArc` |
//!
//! `Index` and `IndexMut` are left out, because a handle does not need them: `handle[0]` reaches the object by `Deref`.
//! `Index` without `IndexMut` would even break code that compiles today, such as `handle[0] = 1`.

mod change;
#[cfg(feature = "std")]
mod io;
mod view;

pub(crate) use change::{change, write_each};
#[cfg(feature = "std")]
pub(crate) use io::io;
pub(crate) use view::view;
