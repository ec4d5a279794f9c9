//! A field that tells what happens to its object.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

use pooled_types::Reset;

/// Tells its [`Seen`] when it is reset and dropped; panics in the reset when told to.
#[derive(Default)]
pub(crate) struct Witness(pub(crate) Option<Arc<Seen>>);

/// What happened to it.
#[derive(Default)]
pub(crate) struct Seen {
    resets: AtomicUsize,
    drops: AtomicUsize,
    panics: bool,
}

impl Witness {
    pub(crate) fn new(panics: bool) -> (Self, Arc<Seen>) {
        let seen = Arc::new(Seen { panics, ..Seen::default() });
        (Self(Some(seen.clone())), seen)
    }
}

impl Seen {
    /// How often it was reset and dropped.
    pub(crate) fn counts(&self) -> (usize, usize) {
        (self.resets.load(Relaxed), self.drops.load(Relaxed))
    }
}

impl Reset for Witness {
    fn reset(&mut self) {
        let Some(seen) = self.0.as_ref() else { return };
        seen.resets.fetch_add(1, Relaxed);
        assert!(!seen.panics, "reset");
        self.0 = None;
    }
}

impl Drop for Witness {
    fn drop(&mut self) {
        if let Some(seen) = self.0.as_ref() {
            seen.drops.fetch_add(1, Relaxed);
        }
    }
}
