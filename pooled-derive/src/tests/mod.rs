//! Tests of what the derives print.

mod effects;
mod snapshots;
mod weight;
