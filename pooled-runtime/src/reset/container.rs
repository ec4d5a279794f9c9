//! What the containers that keep capacity have in common.
//!
//! A reset compares the capacity with one constant: the smaller of the container's limit and of what
//! [`NOTICED_BYTES`](super::NOTICED_BYTES) hold. Everything else is in a cold function out of line.

use super::{Observer, ObserverFns};

/// A container that keeps its capacity over a reset.
pub(crate) trait Container {
    /// The bytes of an element, as the observer is told.
    const EACH: usize;
    /// How many elements it keeps room for, unless its field says otherwise.
    const KEPT: usize;
    /// Above how many elements it is noticed.
    const NOTICED: usize;
    /// Whether `capacity` says the whole size only after [`empty`](Self::empty).
    const HIDES_CAPACITY: bool;

    /// The number of elements.
    fn len(&self) -> usize;

    /// For how many elements it has allocated.
    fn capacity(&self) -> usize;

    /// Removes all elements.
    fn empty(&mut self);

    /// Frees capacity above `capacity`, as far as the container can.
    fn shrink_to(&mut self, capacity: usize);
}

/// Empties a container. It keeps room for at most `max_capacity` elements, and for fewer if the observer says so.
#[inline]
pub(crate) fn reset_within<C: Container, O: Observer>(container: &mut C, max_capacity: usize) {
    if O::SEEKS_CONTENT && container.len() > 0 {
        O::content(container);
    }
    if C::HIDES_CAPACITY {
        let used = container.len();
        container.empty();
        if is_noticed(container, max_capacity) {
            notice(container, used, max_capacity, const { &ObserverFns::of::<O>() });
        }
    } else if is_noticed(container, max_capacity) {
        let used = container.len();
        notice(container, used, max_capacity, const { &ObserverFns::of::<O>() });
    } else {
        container.empty();
    }
}

/// Whether the container is so large that the cold function must look at it. Elements without a size are never noticed:
/// they take no memory.
#[inline]
pub(crate) fn is_noticed<C: Container>(container: &C, max_capacity: usize) -> bool {
    container.capacity() > if C::NOTICED == usize::MAX { usize::MAX } else { max_capacity.min(C::NOTICED) }
}

/// Empties a large container which had `used` elements, and shrinks it to its limit or to what the observer lets it
/// keep.
///
/// The capacity may have to stay above the limit: a table has a power of two of places.
#[cold]
#[inline(never)]
pub(crate) fn notice<C: Container>(container: &mut C, used: usize, max_capacity: usize, observer: &ObserverFns) {
    if !C::HIDES_CAPACITY {
        container.empty();
    }
    let before = container.capacity();
    let wanted = observer.may_keep_elements(before, used, C::EACH);
    container.shrink_to(wanted.min(max_capacity));
    if before > max_capacity && container.capacity() < before {
        (observer.shrunk)();
    }
}
