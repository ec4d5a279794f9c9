//! What a contender is, and who visits contenders.

use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

use serde::{Deserialize, Serialize};

use crate::objects::Object;

/// How many idle objects a pool with a limit may keep. It must be more than the workload holds at a time.
static ROOM: AtomicUsize = AtomicUsize::new(1024);

/// How many idle objects a pool with a limit may keep.
pub fn room() -> usize {
    ROOM.load(Relaxed)
}

/// Changes [`room`] for the contenders that start after this.
pub fn set_room(objects: usize) {
    ROOM.store(objects, Relaxed);
}

/// Which kind of contender it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Kind {
    /// The crate that this repository is about.
    Ours,
    /// Another pool.
    Peer,
    /// No pool: the allocator.
    Plain,
    /// No pool: one object that its user resets and uses again.
    InPlace,
    /// No objects at all: what the rest of the program costs.
    Nothing,
}

impl Kind {
    /// Whether it does the same work as ours, another way. A program without objects does less work.
    pub fn is_rival(self) -> bool {
        match self {
            Self::Peer | Self::Plain | Self::InPlace => true,
            Self::Ours | Self::Nothing => false,
        }
    }
}

/// A source of objects, for one thread at least.
pub trait Contender<T: Object>: 'static {
    const NAME: &'static str;
    const KIND: Kind;
    /// Whether its users pass a pool around to take from; `false` where the type alone is enough.
    const NEEDS_POOL: bool;

    /// An object in use. Dropping it returns or frees the object.
    type Handle: 'static;

    /// The contender, for the life of the program.
    fn start() -> &'static Self;

    /// A clean object on which `Object::touch` was called.
    fn take(&'static self) -> Self::Handle;
}

/// A source of objects for all threads. An object may be dropped on any of them.
pub trait Shared<T: Object>: Contender<T, Handle: Send> + Sync {}

impl<T: Object, C: Contender<T, Handle: Send> + Sync> Shared<T> for C {}

/// Something to do with each contender.
pub trait Visitor<T: Object> {
    fn visit<C: Shared<T>>(&mut self) {
        self.visit_local::<C>();
    }

    /// For contenders that stay on one thread. The others come here too, unless `visit` is overridden.
    fn visit_local<C: Contender<T>>(&mut self);
}

/// Which contenders are of interest.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    All,
    /// Those that show what an allocator does: plain allocation, and pooled-types with it.
    Allocator,
}

impl Scope {
    /// Whether every contender is of interest.
    pub fn is_all(self) -> bool {
        match self {
            Self::All => true,
            Self::Allocator => false,
        }
    }
}

/// A contender that lives as long as the program, so that handles may refer to it.
pub(super) fn forever<C>(contender: C) -> &'static C {
    Box::leak(Box::new(contender))
}
