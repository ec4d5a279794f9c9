//! The arena of `bumpalo`: its newest chunk is kept.

use bumpalo::Bump;

use crate::reset::{KEPT_BYTES, NOTICED_BYTES, Observer, ObserverFns, Reset, reset_unobserved};

#[diagnostic::do_not_recommend]
impl<const MIN_ALIGN: usize> Reset for Bump<MIN_ALIGN> {
    const __POOLED_QUIET: bool = true;

    reset_unobserved!();

    /// Keeps the newest chunk, unless it is larger than [`KEPT_BYTES`]. Removes an allocation limit, because a new
    /// arena has none.
    fn __pooled_reset<O: Observer>(&mut self) {
        if O::SEEKS_CONTENT && !is_empty(self) {
            O::content(self);
        }
        if self.allocated_bytes() > NOTICED_BYTES {
            notice(self, &ObserverFns::of::<O>());
        } else {
            empty(self);
        }
    }

    fn retained_bytes(&mut self) -> usize {
        self.allocated_bytes_including_metadata()
    }

    /// Gives the chunk back if it is larger. An arena that is in use stays as it is.
    fn shrink_retained(&mut self, max_bytes: usize) {
        if is_empty(self) && self.allocated_bytes_including_metadata() > max_bytes {
            *self = Bump::with_min_align();
        }
    }
}

fn empty<const MIN_ALIGN: usize>(arena: &mut Bump<MIN_ALIGN>) {
    Bump::reset(arena);
    arena.set_allocation_limit(None);
}

/// Whether nothing is allocated in the arena.
fn is_empty<const MIN_ALIGN: usize>(arena: &Bump<MIN_ALIGN>) -> bool {
    arena.chunk_capacity() == arena.allocated_bytes()
}

/// Empties a large arena. Its chunk is replaced if it is above the limit, or if the observer lets it keep at most
/// half of it: the size of a chunk is rounded up, so a smaller difference could come back with the new chunk.
#[cold]
#[inline(never)]
fn notice<const MIN_ALIGN: usize>(arena: &mut Bump<MIN_ALIGN>, observer: &ObserverFns) {
    let used = arena.allocated_bytes() - arena.chunk_capacity();
    empty(arena);
    let kept = arena.allocated_bytes_including_metadata();
    let wanted = (observer.may_keep)(kept, used);
    if kept > KEPT_BYTES {
        *arena = Bump::with_min_align();
        (observer.shrunk)();
    } else if wanted <= kept / 2 {
        // If there is no memory, nothing stays.
        *arena = Bump::try_with_min_align_and_capacity(wanted).unwrap_or_else(|_| Bump::with_min_align());
    }
}
