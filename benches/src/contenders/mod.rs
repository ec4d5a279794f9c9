//! The pools that are compared, one file each. Each is used as its own documentation says.
//!
//! If the limit of a pool can be set, the pool may keep [`room`](contender::room) idle objects. No pool is filled
//! beforehand. A first round, whose time does not count, fills it.

mod contender;
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

pub use self::contender::{Contender, Kind, Scope, Shared, Visitor, set_room};
pub use self::pointers::Pointers;
use crate::objects::Object;

/// Shows `visitor` the contenders.
pub fn visit<T: Object>(visitor: &mut impl Visitor<T>, scope: Scope)
where
    PoolBox<T>: Send,
{
    visitor.visit::<pooled_types::PooledTypes>();
    if scope.is_all() {
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
