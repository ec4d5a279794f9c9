//! The facts of a type as bytes. The derive puts them into a `static` that nothing refers to. So they are in the
//! crate's metadata, where the subcommand finds them, and not in the program.
//!
//! | bytes | what |
//! |---|---|
//! | 8 | [`MAGIC`] |
//! | 4 | [`VERSION`] |
//! | 4 | the length of all of it |
//! | 8 | a checksum of what follows |
//! | 7 × 8 | size, alignment, line size, source line, flags of the type, number of fields, length of the names |
//! | 4 × 8 a field | offset, size, bytes kept, flags of the field; what is not known is all ones |
//! | rest | the names; then the module, a newline and the file |
//!
//! The flags of a type are its kind, 256 if it is pooled, and 512 times the broken limits of its budget. The flags of a
//! field are its heat, 256 if it is contended, 512 if it may own memory that no pool can measure, and 65,536 times its
//! alignment. The names are that of the type, and then variant, name and type of each field; each has a tab or a
//! newline behind it.
//!
//! All numbers are little-endian.
//!
//! # The map
//! | file | what it is |
//! |---|---|
//! | `format` | the numbers of the format, and its checksum |
//! | `encode` | writes facts |
//! | `decode_error` | why bytes are no encoding |
//! | `plausible` | whether the facts that were read can be those of a type |
//! | `decode` | reads facts |

#[cfg(feature = "decode")]
mod decode;
#[cfg(feature = "decode")]
mod decode_error;
mod encode;
mod format;
#[cfg(feature = "decode")]
mod plausible;

#[cfg(feature = "decode")]
pub use decode::{Decoded, OwnedFacts, decode, scan};
#[cfg(feature = "decode")]
pub use decode_error::DecodeError;
pub use encode::{BorrowedFacts, Encoded};
pub use format::{MAGIC, VERSION};
