//! The pools that are compared, one file each, used as their own documentation says.
//!
//! Every pool may keep [`ROOM`] idle objects, if it has a limit that can be set. None is filled beforehand: a round
//! that does not count does that.

mod dynamic_pool;
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

use crate::objects::Object;

/// How many idle objects a pool with a limit may keep; the programs have fewer on their way.
pub const ROOM: usize = 1024;

/// Who a contender is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
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

/// A source of objects.
pub trait Contender<T: Object>: Sync + 'static {
    const NAME: &'static str;
    const KIND: Kind;

    /// An object in use. It goes back, or is freed, when this is dropped, on whichever thread.
    type Handle: Send + 'static;

    /// The contender, for the life of the program.
    fn start() -> &'static Self;

    /// A clean object, after its use by `Object::touch`.
    fn take(&'static self) -> Self::Handle;
}

/// Something to do with each contender.
pub trait Visitor<T: Object> {
    fn visit<C: Contender<T>>(&mut self);
}

/// Shows `visitor` every contender. lifeguard is none of them: its handles stay on their thread.
pub fn all<T: Object>(visitor: &mut impl Visitor<T>)
where
    PoolBox<T>: Send,
{
    visitor.visit::<pointers::Pointers>();
    visitor.visit::<pooled_types::PooledTypes>();
    visitor.visit::<poolshark::Global<T>>();
    visitor.visit::<poolshark::Local>();
    visitor.visit::<opool::Shared<T>>();
    visitor.visit::<lockfree_object_pool::Linear<T>>();
    visitor.visit::<lockfree_object_pool::Locked<T>>();
    visitor.visit::<object_pool::Stack<T>>();
    visitor.visit::<sharded_slab::Owned<T>>();
    visitor.visit::<sharded_slab::Keyed<T>>();
    visitor.visit::<dynamic_pool::Dynamic<T>>();
    visitor.visit::<plain::Boxed>();
    visitor.visit::<plain::ByValue>();
}

/// A contender that lives as long as the program, so that handles may refer to it.
fn forever<C>(contender: C) -> &'static C {
    Box::leak(Box::new(contender))
}
