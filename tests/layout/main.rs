//! The layout of types.
//!
//! Apart from `facade`, because Miri runs `facade`, and would first evaluate these layouts for 13 seconds.

mod enums;
mod frees_elements;
mod structs;
mod unmeasured;
mod wide;
