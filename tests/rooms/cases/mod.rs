//! Tests of the reader and of the judgement on small made-up crates.
