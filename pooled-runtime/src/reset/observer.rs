//! The observer of a reset: it counts the containers that the reset shrinks.

/// Is told of every container that a reset shrinks. It is a pooled type, whose pool counts the containers, or
/// [`Nobody`].
///
/// It is a type parameter, which the resets of an object pass on to those of its parts. So it costs nothing outside of
/// the cold function that shrinks.
pub trait Observer {
    /// A container was shrunk.
    fn shrunk();
}

/// The observer of a reset that no pool runs, or that runs in a pool without statistics.
pub enum Nobody {}

impl Observer for Nobody {
    #[inline]
    fn shrunk() {}
}
