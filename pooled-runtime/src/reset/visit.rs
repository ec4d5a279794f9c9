//! A walk through the parts of an object.

/// Goes through the parts of an object, which are all asked the same: what they own, or that they free capacity.
pub struct Visit {
    /// The parts shrink to this many bytes a container; `None` if they are measured.
    pub(super) max_bytes: Option<usize>,
    /// The sum of what the parts own.
    pub(super) bytes: usize,
}

impl Visit {
    /// Measures.
    pub(super) const MEASURE: Self = Self { max_bytes: None, bytes: 0 };

    /// Shrinks to `max_bytes`.
    pub(super) const fn shrink(max_bytes: usize) -> Self {
        Self { max_bytes: Some(max_bytes), bytes: 0 }
    }
}
