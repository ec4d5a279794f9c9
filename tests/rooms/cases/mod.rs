//! Tests on small made-up crates.

mod allowing;
mod circles;
mod drawing;
mod finding;
mod made;
mod maps;
mod reading;
mod resolving;
