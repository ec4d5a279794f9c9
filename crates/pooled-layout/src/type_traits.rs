//! What is known of the type of a field: whether several threads write to it, and what it owns after a reset.

/// How many bytes a container keeps over a reset unless it says otherwise: 64 KiB.
///
/// The number at which Go's `fmt` stops pooling its buffers.
pub const KEPT_BYTES: usize = 64 * 1024;

/// What is known of a type.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Traits {
    /// Whether several threads write to it: an atomic, a lock, or something that has one in it.
    pub contended: bool,
    /// Whether it never owns memory outside itself.
    pub plain: bool,
    /// The bytes that it may own outside itself after `Reset::reset`, if that is known.
    pub kept: Option<usize>,
    /// The bytes of an element, of a container that `max_capacity` limits exactly.
    pub element: Option<usize>,
}

impl Traits {
    /// Of a type that nothing is known of.
    pub const UNTOLD: Self = Self { contended: false, plain: false, kept: None, element: None };
    /// Of a type that never owns memory.
    pub const PLAIN: Self = Self { contended: false, plain: true, kept: Some(0), element: None };
    /// Of a type whose reset frees what it owns.
    pub(crate) const FREED: Self = Self { contended: false, plain: false, kept: Some(0), element: None };
    /// Of an atomic.
    pub(crate) const CONTENDED: Self = Self { contended: true, ..Self::PLAIN };

    /// Of a container of elements that take `element` bytes.
    #[cfg(feature = "alloc")]
    pub(crate) const fn container(element: usize) -> Self {
        let kept = if element == 0 { 0 } else { KEPT_BYTES };
        Self { contended: false, plain: false, kept: Some(kept), element: Some(element) }
    }

    /// Of a field that keeps at most `n` elements.
    #[must_use]
    pub const fn limited(mut self, n: usize) -> Self {
        self.kept = match self.element {
            Some(element) => n.checked_mul(element),
            None => None,
        };
        self
    }

    /// Of a field that is not reset by `Reset`, so that only a type that never owns memory is known to own none.
    #[must_use]
    pub const fn unreset(mut self) -> Self {
        self.kept = if self.plain { Some(0) } else { None };
        self
    }

    /// Of something that has both in it.
    pub(crate) const fn and(self, other: Self) -> Self {
        Self { plain: self.plain && other.plain, element: None, ..self.with_part(other.contended, other.kept) }
    }

    /// The same of something that has one more part.
    pub(crate) const fn with_part(self, contended: bool, kept: Option<usize>) -> Self {
        Self { contended: self.contended || contended, kept: sum(self.kept, kept), ..self }
    }
}

/// Both together, if both are known.
const fn sum(a: Option<usize>, b: Option<usize>) -> Option<usize> {
    match (a, b) {
        (Some(a), Some(b)) => a.checked_add(b),
        _ => None,
    }
}
