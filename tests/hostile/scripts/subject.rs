//! A pooled type of scripts, whichever it is.

use std::sync::{Mutex, MutexGuard};

use pooled_types::{PoolBox, Pooled};

use super::body::{Body, Tally};
use super::notes::lock;

/// A pooled type of this test.
pub(super) trait Subject: Pooled + Send {
    type Other: Subject;
    fn make() -> Self;
    fn body(&mut self) -> &mut Body;
    fn known() -> &'static Known<Self>;
}

/// What this test knows of one type.
pub(super) struct Known<S: Subject> {
    /// The handles that are in use.
    pub(super) pile: Mutex<Vec<PoolBox<S>>>,
    pub(super) tally: Tally,
}

pub(super) fn pile<S: Subject>() -> MutexGuard<'static, Vec<PoolBox<S>>> {
    lock(&S::known().pile)
}

pub(super) fn tally<S: Subject>() -> &'static Tally {
    &S::known().tally
}
