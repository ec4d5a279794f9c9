//! The pools of all types. A pool is made when its type is first used, and never freed.

use core::any::TypeId;
use core::ptr;
use std::collections::HashMap;

use once_cell::race::OnceBox;

use crate::config::settings;
use crate::pool::type_pool::{TypeInfo, TypePool};
use crate::sync::{Acquire, AtomicPtr, Mutex, Release, lock};

static BY_TYPE: OnceBox<Mutex<HashMap<TypeId, &'static TypePool>>> = OnceBox::new();

/// The newest pool: the head of a list of all pools, which is read without a lock.
static NEWEST: AtomicPtr<TypePool> = AtomicPtr::new(ptr::null_mut());

/// The pool of this type; makes it if there is none. Takes a lock: for slow paths. Fixes the settings, because a pool
/// depends on them.
pub(crate) fn find(kind: TypeInfo) -> &'static TypePool {
    settings();
    lock(BY_TYPE.get_or_init(Box::default)).entry(kind.type_id).or_insert_with(|| {
        // One thread at a time gets here, because of the lock.
        let pool: &'static TypePool = Box::leak(Box::new(TypePool::new(kind, newest())));
        NEWEST.store(ptr::from_ref(pool).cast_mut(), Release);
        pool
    })
}

/// The pools of all types, the newest first.
pub(crate) fn all() -> impl Iterator<Item = &'static TypePool> {
    core::iter::successors(newest(), |pool| pool.older())
}

/// Whether no type has been pooled yet.
pub(crate) fn is_empty() -> bool {
    newest().is_none()
}

fn newest() -> Option<&'static TypePool> {
    // SAFETY: null, or a pool that was written before it was stored there, and that is never freed.
    unsafe { NEWEST.load(Acquire).as_ref() }
}
