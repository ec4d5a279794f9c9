//! The pools that are compared, one file each, used as their own documentation says.
//!
//! Every pool may keep [`ROOM`] idle objects, if it has a limit that can be set. None is filled beforehand: a round
//! that does not count does that.

mod derivable_object_pool;
mod dynamic_pool;
mod lifeguard;
mod lockfree_object_pool;
mod object_pool;
mod opool;
mod plain;
mod pointers;
mod pooled_types;
mod poolshark;
mod sharded_slab;

use ::pooled_types::PoolBox;
use serde::{Deserialize, Serialize};

pub use self::pointers::Pointers;
use crate::objects::Object;

/// How many idle objects a pool with a limit may keep; the programs have fewer on their way.
pub const ROOM: usize = 1024;

/// Who a contender is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Kind {
    /// What this workspace is about.
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

/// A source of objects, for one thread at least.
pub trait Contender<T: Object>: 'static {
    const NAME: &'static str;
    const KIND: Kind;
    /// Whether its users pass a pool around to take from; `false` where the type alone is enough.
    const NEEDS_POOL: bool;

    /// An object in use. It goes back, or is freed, when this is dropped.
    type Handle: 'static;

    /// The contender, for the life of the program.
    fn start() -> &'static Self;

    /// A clean object, after its use by `Object::touch`.
    fn take(&'static self) -> Self::Handle;
}

/// A source of objects for all threads, which may be dropped on any of them.
pub trait Shared<T: Object>: Contender<T, Handle: Send> + Sync {}

impl<T: Object, C: Contender<T, Handle: Send> + Sync> Shared<T> for C {}

/// Something to do with each contender.
pub trait Visitor<T: Object> {
    fn visit<C: Shared<T>>(&mut self) {
        self.visit_local::<C>();
    }

    /// For contenders that stay on one thread. Those that don't come here too, unless `visit` does something else.
    fn visit_local<C: Contender<T>>(&mut self);
}

/// Which contenders are of interest.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    All,
    /// Those that show what an allocator does: plain allocation, and pooled-types with it.
    Allocator,
}

/// Shows `visitor` the contenders.
pub fn visit<T: Object>(visitor: &mut impl Visitor<T>, scope: Scope)
where
    PoolBox<T>: Send,
{
    visitor.visit::<pooled_types::PooledTypes>();
    if scope == Scope::All {
        visit_peers(visitor);
    }
    visitor.visit::<plain::Boxed>();
    visitor.visit::<plain::ByValue>();
}

fn visit_peers<T: Object>(visitor: &mut impl Visitor<T>) {
    visitor.visit::<poolshark::Local>();
    visitor.visit::<poolshark::Global<T>>();
    visitor.visit_local::<opool::Local<T>>();
    visitor.visit::<opool::Shared<T>>();
    visitor.visit_local::<lifeguard::Stack<T>>();
    visitor.visit::<derivable_object_pool::Derived>();
    visitor.visit::<object_pool::Stack<T>>();
    visitor.visit::<lockfree_object_pool::Linear<T>>();
    visitor.visit::<lockfree_object_pool::Locked<T>>();
    visitor.visit::<lockfree_object_pool::Spinning<T>>();
    visitor.visit::<sharded_slab::Owned<T>>();
    visitor.visit::<sharded_slab::Keyed<T>>();
    visitor.visit::<dynamic_pool::Dynamic<T>>();
}

/// A contender that lives as long as the program, so that handles may refer to it.
fn forever<C>(contender: C) -> &'static C {
    Box::leak(Box::new(contender))
}
