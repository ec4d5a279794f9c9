//! Tests of what the derives print.

mod docs;
mod effects;
mod snapshots;
mod weight;
