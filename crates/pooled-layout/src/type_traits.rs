//! What is known of the type of a field: whether several threads write to it, and what it owns after a reset.

/// How many bytes a container keeps over a reset unless it says otherwise: 64 KiB.
///
/// Go's `fmt` stops pooling its buffers at the same number.
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
    /// If the type is a container that `max_capacity` limits exactly: the bytes of one element.
    pub element: Option<usize>,
}

impl Traits {
    /// The traits of a type of which nothing is known.
    pub const UNTOLD: Self = Self { contended: false, plain: false, kept: None, element: None };
    /// The traits of a type that never owns memory.
    pub const PLAIN: Self = Self { contended: false, plain: true, kept: Some(0), element: None };
    /// The traits of a type whose reset frees all that it owns.
    pub(crate) const FREED: Self = Self { contended: false, plain: false, kept: Some(0), element: None };
    /// The traits of an atomic.
    pub(crate) const CONTENDED: Self = Self { contended: true, ..Self::PLAIN };

    /// The traits of a container whose elements take `element` bytes.
    #[cfg(feature = "alloc")]
    pub(crate) const fn container(element: usize) -> Self {
        let kept = if element == 0 { 0 } else { KEPT_BYTES };
        Self { contended: false, plain: false, kept: Some(kept), element: Some(element) }
    }

    /// The traits of a field that keeps at most `n` elements.
    #[must_use]
    pub const fn limited(mut self, n: usize) -> Self {
        self.kept = match self.element {
            Some(element) => n.checked_mul(element),
            None => None,
        };
        self
    }

    /// The traits of a field that keeps at most `n` bytes, what its elements own included.
    #[must_use]
    pub const fn limited_to_bytes(mut self, n: usize) -> Self {
        self.kept = Some(n);
        self
    }

    /// The traits of a field that `Reset` does not reset. Only if its type never owns memory is it known what it keeps.
    #[must_use]
    pub const fn unreset(mut self) -> Self {
        self.kept = if self.plain { Some(0) } else { None };
        self
    }

    /// The traits of a type that contains both.
    pub(crate) const fn and(self, other: Self) -> Self {
        Self { plain: self.plain && other.plain, element: None, ..self.with_part(other.contended, other.kept) }
    }

    /// The traits of a type that has one more part.
    pub(crate) const fn with_part(self, contended: bool, kept: Option<usize>) -> Self {
        Self { contended: self.contended || contended, kept: sum(self.kept, kept), ..self }
    }
}

/// The sum, if both are known.
const fn sum(a: Option<usize>, b: Option<usize>) -> Option<usize> {
    match (a, b) {
        (Some(a), Some(b)) => a.checked_add(b),
        _ => None,
    }
}
