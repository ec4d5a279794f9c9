//! The buffer of `bytes`. Others may use parts of it.

use bytes::BytesMut;

use crate::reset::{
    KEPT_BYTES, NOTICED_BYTES, Observer, ObserverFns, Reset, ResetWithin, reset_unobserved, reset_within_unobserved,
};

#[diagnostic::do_not_recommend]
impl Reset for BytesMut {
    reset_unobserved!();

    /// Keeps its buffer. The limit applies to the whole buffer, however little of it the handle still covers. While
    /// parts that were split off are in use elsewhere, the size of the whole buffer is not known: then the limit
    /// applies to the part that the handle covers, and the buffer is given up if that part is empty.
    #[inline]
    fn __pooled_reset<O: Observer>(&mut self) {
        self.__pooled_reset_within::<O>(KEPT_BYTES);
    }

    /// The part of the buffer that the handle covers. Not counted are up to [`NOTICED_BYTES`] before it, and what
    /// parts that others use keep alive.
    fn retained_bytes(&mut self) -> usize {
        self.capacity()
    }

    /// A buffer that is in use stays as it is.
    fn shrink_retained(&mut self, max_bytes: usize) {
        if self.is_empty() && self.capacity() > max_bytes {
            *self = BytesMut::with_capacity(max_bytes);
        }
    }
}

#[diagnostic::do_not_recommend]
impl ResetWithin for BytesMut {
    reset_within_unobserved!();

    #[inline]
    fn __pooled_reset_within<O: Observer>(&mut self, max_capacity: usize) {
        if O::SEEKS_CONTENT && !self.is_empty() {
            O::content(self);
        }
        let room = self.capacity() - self.len();
        self.clear();
        if self.try_reclaim(max_capacity.min(NOTICED_BYTES).saturating_add(1)) {
            notice(self, room, max_capacity, const { &ObserverFns::of::<O>() });
        } else if !self.try_reclaim(1) {
            *self = BytesMut::new();
        }
    }
}

/// Shrinks a large buffer, which is empty. Before, it had `room` behind its content. What was before that, a reader
/// may have consumed already.
#[cold]
#[inline(never)]
fn notice(buffer: &mut BytesMut, room: usize, max_capacity: usize, observer: &ObserverFns) {
    let is_above = buffer.try_reclaim(max_capacity.saturating_add(1));
    // One byte more than it covers: if there is room before that, the handle now covers the whole buffer.
    let _: bool = buffer.try_reclaim(buffer.capacity().saturating_add(1));
    let kept = buffer.capacity();
    let wanted = (observer.may_keep)(kept, kept.saturating_sub(room)).min(max_capacity);
    if wanted < kept {
        *buffer = BytesMut::with_capacity(wanted);
    }
    if is_above {
        (observer.shrunk)();
    }
}
