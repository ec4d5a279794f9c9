//! What scripts say.

use std::time::Duration;

use pooled_types::Mode;

/// One thing to do, with objects of one type.
#[derive(Clone, Debug)]
pub(crate) enum Act {
    Take,
    TryTake,
    /// The handle in this place of the pile is dropped.
    Return(usize),
    /// The whole pile is dropped as a list. After the first panic, unwinding drops the rest.
    ReturnAll,
    /// A panic drops the handle.
    ReturnUnwinding(usize),
    /// The object is moved out and dropped as a value.
    Detach(usize),
    /// The object is moved out and put in a new handle.
    Readopt(usize),
    Adopt,
    Leak(usize),
    /// The handle is shared and cloned so often. If it was not cloned, it comes back; else the last handle returns it.
    Share(usize, usize),
    /// Acts in `take_with`.
    Lend(Vec<Act>),
    Warm(usize),
    Clear,
    /// So many of the idle objects are moved out, the rest is dropped with the iterator.
    Drain(usize),
    Trim,
    TrimThread,
    TrimAll,
    Stats,
    Tune(Tuning),
    /// Time passes.
    Pass(Duration),
    /// Acts with another type.
    Other(Vec<Act>),
    /// Acts on a thread that lives as long as the test.
    OnPeer(Vec<Act>),
    /// Acts on a thread of their own, which then ends.
    OnThread(Vec<Act>),
    Panic,
}

/// A setting of the pool of one type.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Tuning {
    Capacity(usize),
    Depot(usize),
    MinIdle(usize),
    Mode(Mode),
    /// In eighths.
    Fraction(u8),
    Reset,
}

/// How a hook ends, after its acts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum End {
    Fine,
    /// `validate` says no; elsewhere the same as `Fine`.
    Refuse,
    Panic,
}

/// What a hook does.
#[derive(Clone, Debug)]
pub(crate) struct Reaction {
    pub(crate) acts: Vec<Act>,
    pub(crate) end: End,
}

#[derive(Clone, Debug)]
pub(crate) struct Script {
    pub(crate) acts: Vec<Act>,
    pub(crate) reactions: Vec<Reaction>,
}
