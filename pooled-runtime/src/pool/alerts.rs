//! Tells the program's hook of leaks: of objects that are live for too long, and of pools with too many live objects.
//!
//! The hook is code of users. So what is found is only noted where it is found, and told at a point of a slow path
//! where no lock is held and no stack is at work: [`tell`].

use core::cell::Cell;
use core::fmt;
use core::time::Duration;
use std::sync::Arc;

use crate::panic::swallow;
use crate::pool::leaks::{Leak, newly_older_than};
use crate::pool::living::LIVING;
use crate::pool::registry;
use crate::pool::trace;
use crate::pool::type_pool::TypePool;
use crate::sync::{AtomicBool, Mutex, MutexGuard, Relaxed, lock};

/// What the hook of [`on_leak`] is told. `Display` writes it as a line of a log.
///
/// ```
/// use pooled_types::LeakAlert;
///
/// fn is_for_us(alert: &LeakAlert) -> bool {
///     match alert {
///         LeakAlert::Old(leak) => leak.type_name.contains("Session"),
///         LeakAlert::OverBudget { live, budget, .. } => *live > 2 * *budget,
///         _ => false,
///     }
/// }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum LeakAlert {
    /// Objects of one type, taken in one place, have been live for longer than the hook allows. An object is told once.
    Old(Leak),
    /// A pool has more live objects than its [budget](crate::PoolSettings::live_budget). It is told again when the
    /// number was within the budget meanwhile.
    #[non_exhaustive]
    OverBudget {
        /// The type, as [`type_name`](core::any::type_name) has it.
        type_name: &'static str,
        /// How many objects were live when that was noticed.
        live: u64,
        /// How many there should be at most.
        budget: u64,
    },
}

impl fmt::Display for LeakAlert {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Old(leak) => leak.fmt(f),
            Self::OverBudget { type_name, live, budget } => {
                write!(f, "{live} live {type_name}, more than the budget of {budget}")
            }
        }
    }
}

type Hook = dyn Fn(&LeakAlert) + Send + Sync;

#[derive(Clone)]
struct Watch {
    older_than: Duration,
    hook: Arc<Hook>,
}

static WATCH: Mutex<Option<Watch>> = Mutex::new(None);

/// Whether there is a hook.
static IS_WATCHED: AtomicBool = AtomicBool::new(false);
/// Whether a pool has passed its budget, which is not told yet.
static IS_BUDGET_PASSED: AtomicBool = AtomicBool::new(false);
/// Whether an interval has ended, so that objects may be too old.
static HAS_INTERVAL_ENDED: AtomicBool = AtomicBool::new(false);

std::thread_local! {
    /// Whether this thread runs the hook.
    static IS_TELLING: Cell<bool> = const { Cell::new(false) };
    /// The hook while this thread forks the process.
    static HELD: Cell<Option<MutexGuard<'static, Option<Watch>>>> = const { Cell::new(None) };
}

/// Has `hook` called when objects are live for too long, and when a pool has too many live objects. It replaces the
/// hook before.
///
/// - Objects that have been live for longer than `older_than`, if their takes are recorded: in the mode
///   [`Track`](crate::Mode::Track). They are looked for when an [interval](crate::Settings::interval) ends. That looks
///   at each record once: O(live objects that are recorded).
/// - Pools that have more live objects than their [`live_budget`](crate::PoolSettings::live_budget), in any mode. That
///   is noticed when a take makes an object, and when an interval ends.
///
/// Both need a thread that uses pools: there is no thread in the background. To look whenever you like, call
/// [`leaks_older_than`](crate::leaks_older_than).
///
/// The hook runs on a thread that takes or returns an object, after that is done. No lock of this crate is held, and
/// the hook may take and return objects. It is not called from within itself: what happens meanwhile is told later. But
/// its thread may hold locks of yours, which the hook must not wait for. If the hook panics, the panic ends there,
/// after the panic hook has printed it.
///
/// ```
/// use std::time::Duration;
///
/// use pooled_types::{Pooled, on_leak};
///
/// #[derive(Pooled, Default)]
/// struct Session(Vec<u8>);
///
/// Session::settings().live_budget(10_000);
/// on_leak(Duration::from_secs(600), |alert| eprintln!("leak: {alert}"));
/// ```
pub fn on_leak(older_than: Duration, hook: impl Fn(&LeakAlert) + Send + Sync + 'static) {
    let watch = Watch { older_than, hook: Arc::new(hook) };
    let before = lock(&WATCH).replace(watch);
    IS_WATCHED.store(true, Relaxed);
    // Code of users, so not under the lock.
    drop(before);
}

/// Looks at the number of live objects of a pool where a take made one.
pub(crate) fn object_made(pool: &TypePool) {
    if pool.live_budget.may_be_passed_by(pool.objects()) {
        look(pool);
    }
}

/// Notes that an interval has ended, and looks at the numbers of live objects. O(pools and their threads).
pub(crate) fn interval_ended() {
    if IS_WATCHED.load(Relaxed) {
        HAS_INTERVAL_ENDED.store(true, Relaxed);
        let look_at = |pool: &TypePool| {
            if pool.live_budget.get().is_some() {
                look(pool);
            }
        };
        registry::all().for_each(look_at);
        LIVING.each(look_at);
    }
}

fn look(pool: &TypePool) {
    if pool.live().is_some_and(|live| pool.live_budget.look(live)) {
        IS_BUDGET_PASSED.store(true, Relaxed);
    }
}

/// Tells the hook what was found, if there is something. User code runs; its panics end here.
#[inline]
pub(crate) fn tell() {
    let is_due = HAS_INTERVAL_ENDED.load(Relaxed) || IS_BUDGET_PASSED.load(Relaxed);
    if is_due && IS_WATCHED.load(Relaxed) {
        tell_all();
    }
}

#[cold]
#[inline(never)]
fn tell_all() {
    struct Telling;
    impl Drop for Telling {
        fn drop(&mut self) {
            let _ = IS_TELLING.try_with(|it| it.set(false));
        }
    }
    if IS_TELLING.try_with(|it| it.replace(true)).unwrap_or(true) {
        return;
    }
    let _telling = Telling;
    let Some(Watch { older_than, hook }) = lock(&WATCH).clone() else { return };
    let tell = |alert: LeakAlert| {
        match alert {
            LeakAlert::Old(leak) => trace::leak(leak.type_name, leak.count, &leak.location, leak.age),
            LeakAlert::OverBudget { type_name, live, budget } => trace::over_budget(type_name, live, budget),
        }
        swallow(|| hook(&alert));
    };
    if IS_BUDGET_PASSED.swap(false, Relaxed) {
        let alert = |pool: &'static TypePool| {
            let (live, budget) = pool.live_budget.take_untold()?;
            Some(LeakAlert::OverBudget { type_name: pool.name(), live, budget })
        };
        registry::all().filter_map(alert).for_each(tell);
        LIVING.collect(alert).into_iter().flatten().for_each(tell);
    }
    if HAS_INTERVAL_ENDED.swap(false, Relaxed) {
        for leak in newly_older_than(older_than) {
            tell(LeakAlert::Old(leak));
        }
    }
    // The last owner of a hook that was replaced meanwhile drops it.
    swallow(|| drop(hook));
}

/// Keeps other threads from the hook while the process is forked.
pub(crate) fn hold() {
    if IS_WATCHED.load(Relaxed) {
        let _ = HELD.try_with(|held| held.set(Some(lock(&WATCH))));
    }
}

/// Lets them go on.
pub(crate) fn let_go() {
    let _ = HELD.try_with(Cell::take);
}
