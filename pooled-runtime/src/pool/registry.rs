//! The pools of all types. A pool is made when its type is first used, and never freed.

use core::any::TypeId;
use core::hash::BuildHasherDefault;
use core::mem::{self, MaybeUninit};
use core::ptr;
use std::collections::HashMap;

use once_cell::race::OnceBox;

use crate::config::settings;
use crate::pool::batch::Arena;
use crate::pool::budget::Budget;
use crate::pool::depot::Shared;
use crate::pool::type_hash::TypeHasher;
use crate::pool::type_pool::{TypeInfo, TypePool};
use crate::sync::{Acquire, AtomicPtr, Mutex, Release, lock};

/// The pools by type, and room for more of them.
#[derive(Default)]
struct Pools {
    by_type: HashMap<TypeId, &'static TypePool, BuildHasherDefault<TypeHasher>>,
    room: &'static mut [MaybeUninit<TypePool>],
}

impl Pools {
    /// A place for a pool. Each time more are allocated at once, up to [`AT_ONCE`]: many types cost few allocations.
    fn place(&mut self) -> &'static mut MaybeUninit<TypePool> {
        if self.room.is_empty() {
            let more = (self.by_type.len() + 1).min(AT_ONCE);
            self.by_type.reserve(more);
            self.room = Vec::leak((0..more).map(|_| MaybeUninit::uninit()).collect());
        }
        let (place, room) = mem::take(&mut self.room).split_first_mut().expect("there is room");
        self.room = room;
        place
    }
}

/// So many pools are allocated at once at most.
const AT_ONCE: usize = 16;

static POOLS: OnceBox<Mutex<Pools>> = OnceBox::new();

/// The newest pool: the head of a list of all pools, which is read without a lock.
static NEWEST: AtomicPtr<TypePool> = AtomicPtr::new(ptr::null_mut());

/// What all pools share.
static ARENA: Arena = Arena::new();
static BUDGET: Budget = Budget::new();

/// The pool of this type; makes it if there is none. Takes a lock: for slow paths. Fixes the settings, because a pool
/// depends on them.
pub(crate) fn find(kind: TypeInfo) -> &'static TypePool {
    let shared = Shared { arena: &ARENA, budget: &BUDGET, idle_bytes: settings().idle_bytes };
    let mut pools = lock(POOLS.get_or_init(Box::default));
    if let Some(pool) = pools.by_type.get(&kind.type_id) {
        return pool;
    }
    // One thread at a time gets here, because of the lock.
    let pool: &'static TypePool = pools.place().write(TypePool::new(kind, shared, newest()));
    pools.by_type.insert(kind.type_id, pool);
    NEWEST.store(ptr::from_ref(pool).cast_mut(), Release);
    pool
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
