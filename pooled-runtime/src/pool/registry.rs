//! The pools of all types. A pool is made when its type is first used, and never freed. Those of values are in
//! [`living`](crate::pool::living).

use core::any::TypeId;

use crate::config::{self, Mode, TypeSettings, settings};
use crate::pool::batch::{Arena, Batch};
use crate::pool::budget::Budget;
use crate::pool::clock;
use crate::pool::depot::Shared;
use crate::pool::living::LIVING;
use crate::pool::tree::Tree;
use crate::pool::tuning::Switch;
use crate::pool::type_pool::{Key, MAX_CAPACITY, TypeInfo, TypePool};
use crate::sync::{AtomicU64, Relaxed};

static POOLS: Tree<TypePool> = Tree::new();

/// What all pools share.
static ARENA: Arena = Arena::new();
static BUDGET: Budget = Budget::new();

/// How many pools were made, those included that another thread had made meanwhile.
static MADE: AtomicU64 = AtomicU64::new(0);

/// The pool of this type; makes it if there is none. Fixes the settings, because a pool depends on them. Nobody waits.
/// O(log(pools)).
pub(crate) fn find(type_id: TypeId, kind: fn() -> TypeInfo) -> &'static TypePool {
    POOLS.find(type_id, || make(kind(), None))
}

/// Makes a pool: of a value, if it has a key.
pub(crate) fn make(kind: TypeInfo, key: Option<Key>) -> TypePool {
    clock::start();
    let id = MADE.fetch_add(1, Relaxed) + 1;
    let (idle_bytes, is_off) = (&settings().idle_bytes, &settings().is_off);
    let shared = Shared { arena: &ARENA, budget: &BUDGET, idle_bytes, is_off };
    let pool = TypePool::new(id, kind, key, shared, clock::interval());
    reset_settings(&pool);
    config::meet(pool.name());
    // No thread uses the pool yet.
    if is_to_be_tracked(&pool, settings().of_type(pool.name()).mode) && pool.tuning.prepare_tracking() {
        pool.tuning.begin_tracking();
    }
    pool
}

/// An empty batch; `None` if there is no memory for it.
pub(crate) fn batch() -> Option<Batch> {
    ARENA.batch()
}

/// Whether takes of a pool are to be recorded, if it has a mode of its own or else that of all pools.
pub(crate) fn is_to_be_tracked(pool: &TypePool, own: Option<Mode>) -> bool {
    pool.is_trackable() && own.unwrap_or_else(|| settings().mode()).tracks()
}

/// Gives a pool the settings that the environment variable has for it, or else those that its type has. Whether takes
/// are recorded stays as it is.
pub(crate) fn reset_settings(pool: &TypePool) {
    // Every field, so that a new one is put back too.
    let TypeSettings { mode, capacity, depot, min_idle, fraction } = settings().of_type(pool.name());
    let (own_capacity, own_depot) = pool.own_limits();
    pool.tuning.set_switch(Switch::of(mode));
    // More than that means no limit.
    pool.tuning.set_capacity(capacity.unwrap_or(own_capacity).min(MAX_CAPACITY));
    pool.tuning.set_fraction(fraction.unwrap_or(1.0));
    if let Some(shared) = pool.depot() {
        shared.set_limit(depot.unwrap_or(own_depot).min(MAX_CAPACITY));
        shared.set_min_idle(min_idle.unwrap_or(0));
    }
}

/// The pools of all types.
pub(crate) fn all() -> impl Iterator<Item = &'static TypePool> {
    POOLS.iter()
}

/// Begins anew in a forked child: `in_caches` says how many bytes of the budget the only thread keeps of a type.
pub(crate) fn begin_anew(in_caches: impl Fn(&TypePool) -> usize) {
    let (mut by_loud, mut by_all) = (0, 0);
    let mut begin = |pool: &TypePool| {
        let bytes = pool.begin_anew(in_caches(pool));
        by_all += bytes;
        by_loud += if pool.is_quiet() { 0 } else { bytes };
    };
    all().for_each(&mut begin);
    LIVING.each(begin);
    BUDGET.begin_anew(by_loud, by_all);
}

/// Whether pools keep more bytes than the settings allow, because these were changed.
pub(crate) fn exceeds_budget() -> bool {
    BUDGET.exceeds(settings().idle_bytes.load(Relaxed))
}

/// How many bytes of the budget are held: of objects whose drops run no code of users, and of the others.
pub(crate) fn held() -> [usize; 2] {
    BUDGET.held()
}

/// Whether there was no pool yet.
pub(crate) fn is_empty() -> bool {
    MADE.load(Relaxed) == 0
}
