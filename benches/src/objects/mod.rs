//! The objects that are pooled.

mod buffer;
mod generic;
mod line;
pub mod numbered;
mod object;
mod request;

pub use self::buffer::{Buffer, make_list, touch_list};
pub use self::generic::Generic;
pub use self::line::{Line, touch_numbers};
pub use self::object::Object;
pub use self::request::Request;
