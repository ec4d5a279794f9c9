//! Who hears of it when a reset shrinks a container.

/// Hears of every container that a reset shrinks: a pooled type, whose pool counts them, or [`Nobody`].
///
/// It is a type, which the resets of the parts of an object hand down, so that only the cold call which shrinks knows
/// of it.
pub trait Observer {
    /// A container was shrunk.
    fn shrunk();
}

/// The observer of a reset that no pool runs, or one without statistics.
pub enum Nobody {}

impl Observer for Nobody {
    #[inline]
    fn shrunk() {}
}
