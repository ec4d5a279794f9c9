//! The settings of one pool, which may change while the program runs.

use core::error::Error;
use core::fmt;

use crate::config::{Mode, TypeSettings, settings};
use crate::pool::leaks;
use crate::pool::living::LIVING;
use crate::pool::registry;
use crate::pool::tuning::Switch;
use crate::pool::type_pool::{MAX_CAPACITY, TypePool};
use crate::thread::fast_path::FastPath;
use crate::thread::upkeep;

/// The settings of one pool. Made by [`Pooled::settings`](crate::Pooled::settings), and by
/// [`Pool::settings`](crate::Pool::settings) for as long as that pool is borrowed.
///
/// Any thread may change them at any time. A change reaches each thread with its next take or return; where
/// thread-locals are not native, and for the limits of a [`Pool`](crate::Pool), with its next one that does more than
/// to use its own stack. Nobody waits.
///
/// The attributes of the type are the settings to begin with, and [`reset`](Self::reset) goes back to them. The
/// environment variable `POOLED_TYPES` overrides what the program sets here, whenever it does: that is no error.
/// `Debug` shows the settings that hold.
///
/// ```
/// use pooled_types::{PoolBox, PoolSettingsError};
///
/// PoolBox::<Vec<u8>>::settings().capacity(64)?.depot(1024)?;
/// # Ok::<(), PoolSettingsError>(())
/// ```
#[derive(Clone, Copy)]
pub struct PoolSettings<'pool> {
    /// Valid as long as `'pool`.
    pool: &'static TypePool,
    /// That of the pool of a value.
    fast_path: Option<&'pool FastPath>,
}

impl<'pool> PoolSettings<'pool> {
    pub(crate) fn of(pool: &'static TypePool) -> Self {
        Self { pool, fast_path: None }
    }

    /// The settings of the pool of a value, which lives as long as its fast path.
    pub(crate) fn of_value(pool: &'static TypePool, fast_path: &'pool FastPath) -> Self {
        Self { pool, fast_path: Some(fast_path) }
    }

    /// How many idle objects a thread may keep. If it has more, they move to the depot, or are dropped if that has no
    /// room, a bounded part with each take or return.
    ///
    /// ```
    /// use pooled_types::Pooled;
    ///
    /// #[derive(Pooled, Default)]
    /// struct Job(Vec<u8>);
    ///
    /// Job::settings().capacity(2)?;
    /// drop([Job::take(), Job::take(), Job::take()]);
    /// assert!(Job::try_take().is_some());
    /// # Ok::<(), pooled_types::PoolSettingsError>(())
    /// ```
    ///
    /// # Errors
    /// If `objects` is 0 or above 268,435,456.
    pub fn capacity(self, objects: usize) -> Result<Self, PoolSettingsError> {
        if objects == 0 || objects > MAX_CAPACITY {
            return self.refused(Refused::Capacity(objects));
        }
        if self.variable().capacity.is_none() {
            self.pool.tuning.set_capacity(objects);
        }
        Ok(self.followed())
    }

    /// How many idle objects the threads may share. What the depot has above that is dropped now, by this thread.
    ///
    /// ```
    /// use pooled_types::Pooled;
    ///
    /// #[derive(Pooled, Default)]
    /// struct Job(Vec<u8>);
    ///
    /// Job::settings().depot(2)?;
    /// assert_eq!(Job::warm_shared(10), 2);
    /// # Ok::<(), pooled_types::PoolSettingsError>(())
    /// ```
    ///
    /// # Errors
    /// If `objects` is above 268,435,456, or if threads share no objects of the type: because it is `local`, or because
    /// of `depot = 0`.
    pub fn depot(self, objects: usize) -> Result<Self, PoolSettingsError> {
        if objects > MAX_CAPACITY {
            return self.refused(Refused::Depot(objects));
        }
        let Some(depot) = self.pool.depot() else { return self.refused(Refused::NoDepot("depot")) };
        if self.variable().depot.is_none() {
            depot.set_limit(objects);
        }
        Ok(self.followed())
    }

    /// How many idle objects stay in the depot although nobody needs them. They are within the limit of the depot and
    /// the budget, and a trim drops them all the same. They come from use, or from
    /// [`warm_shared`](crate::Pooled::warm_shared).
    ///
    /// ```
    /// use pooled_types::Pooled;
    ///
    /// #[derive(Pooled, Default)]
    /// struct Job(Vec<u8>);
    ///
    /// // The next burst of 100 jobs finds objects, however long the program waited.
    /// Job::settings().min_idle(100)?;
    /// Job::warm_shared(100);
    /// # Ok::<(), pooled_types::PoolSettingsError>(())
    /// ```
    ///
    /// # Errors
    /// If threads share no objects of the type: because it is `local`, or because of `depot = 0`.
    pub fn min_idle(self, objects: usize) -> Result<Self, PoolSettingsError> {
        let Some(depot) = self.pool.depot() else { return self.refused(Refused::NoDepot("min_idle")) };
        if self.variable().min_idle.is_none() {
            depot.set_min_idle(objects);
        }
        Ok(self.followed())
    }

    /// Gives the pool a mode of its own, whatever that of all pools is. [`Mode::Off`] drops the idle objects as
    /// [`trim`](crate::Pooled::trim) does. [`Mode::Track`] records what is taken from now on: see
    /// [`leaks`](crate::leaks). Any other mode forgets what was recorded.
    ///
    /// Where thread-locals are not native, a thread that runs is tracked from its next slow path on. An object that was
    /// recorded and that such a thread returns before that stays in the list.
    ///
    /// ```
    /// use pooled_types::{Mode, Pooled, leaks};
    ///
    /// #[derive(Pooled, Default)]
    /// struct Job(Vec<u8>);
    ///
    /// Job::settings().mode(Mode::Off)?;
    /// drop(Job::take());
    /// assert_eq!(Job::stats().idle, 0);
    ///
    /// Job::settings().mode(Mode::Track)?;
    /// let job = Job::take();
    /// assert_eq!(leaks()[0].count, 1);
    /// # drop(job);
    /// # Ok::<(), pooled_types::PoolSettingsError>(())
    /// ```
    ///
    /// # Errors
    /// If a pool can't have this mode. Each pool can have every mode that there is now.
    pub fn mode(self, mode: Mode) -> Result<Self, PoolSettingsError> {
        if self.variable().mode.is_none() && !settings().variable_sets_mode() {
            self.set_mode(Some(mode));
        }
        Ok(self.followed())
    }

    /// Has the pool serve a share of the takes and returns, from 0 to 1, for a roll-out in steps. 1 is all of them.
    ///
    /// Each take and each return that is not of the share does what it does without a pool: the take makes an object, a
    /// miss, and the return drops one, which counts as discarded by `fraction`. Handles do not know which of the two
    /// their object came from. While the share is below 1, no take or return is as fast as it can be. Where
    /// thread-locals are not native, takes find what is on the stack of their thread whatever the share is.
    ///
    /// ```
    /// use pooled_types::Pooled;
    ///
    /// #[derive(Pooled, Default)]
    /// struct Job(Vec<u8>);
    ///
    /// Job::settings().fraction(0.1)?; // the pool serves one take in ten
    /// for _ in 0..1000 {
    ///     drop(Job::take());
    /// }
    /// assert!(Job::stats().discards.fraction > 0);
    /// # Ok::<(), pooled_types::PoolSettingsError>(())
    /// ```
    ///
    /// # Errors
    /// If `share` is not from 0 to 1.
    pub fn fraction(self, share: f64) -> Result<Self, PoolSettingsError> {
        if !(0.0..=1.0).contains(&share) {
            return self.refused(Refused::Fraction(share));
        }
        if self.variable().fraction.is_none() {
            self.pool.tuning.set_fraction(share);
        }
        Ok(self.followed())
    }

    /// How many live objects the pool should have at most: a sign of a leak, and no limit. More are told to the hook of
    /// [`on_leak`](crate::on_leak), once each time the number passes the budget.
    ///
    /// ```
    /// use pooled_types::Pooled;
    ///
    /// #[derive(Pooled, Default)]
    /// struct Job(Vec<u8>);
    ///
    /// Job::settings().live_budget(100);
    /// pooled_types::on_leak(std::time::Duration::MAX, |alert| eprintln!("{alert}"));
    /// let jobs: Vec<_> = (0..101).map(|_| Job::take()).collect(); // the hook hears of the last one
    /// # drop(jobs);
    /// ```
    #[expect(clippy::must_use_candidate, clippy::return_self_not_must_use, reason = "it is called for what it does")]
    pub fn live_budget(self, objects: u64) -> Self {
        self.pool.live_budget.set(Some(objects));
        self
    }

    /// Goes back to the attributes of the type, and to the mode of all pools. What `POOLED_TYPES` says still holds.
    ///
    /// ```
    /// use pooled_types::Pooled;
    ///
    /// #[derive(Pooled, Default)]
    /// struct Job(Vec<u8>);
    ///
    /// Job::settings().capacity(2)?;
    /// Job::settings().reset();
    /// assert_eq!(Job::warm(10), 10);
    /// # Ok::<(), pooled_types::PoolSettingsError>(())
    /// ```
    #[expect(clippy::must_use_candidate, clippy::return_self_not_must_use, reason = "it is called for what it does")]
    pub fn reset(self) -> Self {
        registry::reset_settings(self.pool);
        self.set_mode(self.variable().mode);
        self.pool.live_budget.set(None);
        self.followed()
    }

    /// Gives the pool a mode of its own, or that of all pools.
    fn set_mode(self, mode: Option<Mode>) {
        let Self { pool, .. } = self;
        pool.tuning.set_switch(Switch::of(mode));
        if !registry::is_to_be_tracked(pool, mode) {
            if pool.tuning.end_tracking() {
                leaks::forget_all(pool);
            }
        } else if pool.tuning.prepare_tracking() {
            self.followed();
            pool.tuning.begin_tracking();
        }
    }

    /// What the environment variable says to this pool.
    fn variable(self) -> TypeSettings {
        settings().of_type(self.pool.name())
    }

    /// Has all threads follow.
    fn followed(self) -> Self {
        if let Some(fast_path) = self.fast_path {
            fast_path.follow(&LIVING, self.pool);
        }
        if self.pool.tuning.is_off() {
            upkeep::trim(self.pool);
        } else {
            upkeep::follow_settings(self.pool);
        }
        self
    }

    fn refused(self, why: Refused) -> Result<Self, PoolSettingsError> {
        Err(PoolSettingsError { type_name: self.pool.name(), why })
    }
}

/// The settings that hold now.
impl fmt::Debug for PoolSettings<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { pool, .. } = self;
        f.debug_struct("PoolSettings")
            .field("type_name", &pool.name())
            .field("is_off", &pool.tuning.is_off())
            .field("capacity", &pool.tuning.capacity())
            .field("depot", &pool.depot().map(crate::pool::depot::Depot::limit))
            .field("min_idle", &pool.depot().map(crate::pool::depot::Depot::min_idle))
            .field("fraction", &pool.tuning.fraction())
            .field("live_budget", &pool.live_budget.get())
            .field("is_tracked", &pool.tuning.is_tracked())
            .finish()
    }
}

/// A setting of a pool that it can't have. Nothing was changed.
///
/// ```
/// use pooled_types::PoolBox;
///
/// let error = PoolBox::<String>::settings().capacity(0).unwrap_err();
/// assert!(error.to_string().contains("`capacity(0)` would keep no object"));
/// assert!(format!("{error:?}").contains("would keep no object")); // what `unwrap` prints
/// ```
#[derive(Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct PoolSettingsError {
    type_name: &'static str,
    why: Refused,
}

#[derive(Clone, Copy, PartialEq)]
enum Refused {
    Capacity(usize),
    Depot(usize),
    /// The setting that needs a depot.
    NoDepot(&'static str),
    Fraction(f64),
}

impl fmt::Display for PoolSettingsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the pool of `{}` was left as it is: ", self.type_name)?;
        match self.why {
            Refused::Capacity(0) => f.write_str("`capacity(0)` would keep no object; write `mode(Mode::Off)`"),
            Refused::Capacity(n) => write!(f, "`capacity({n})` is above the limit of {MAX_CAPACITY}"),
            Refused::Depot(n) => write!(f, "`depot({n})` is above the limit of {MAX_CAPACITY}"),
            Refused::NoDepot(setting) => {
                write!(f, "`{setting}` needs a depot, and a type that is `local` or has `depot = 0` has none")
            }
            Refused::Fraction(share) => write!(f, "`fraction({share})` is not from 0 to 1"),
        }
    }
}

impl Error for PoolSettingsError {}

/// The message, because that is what `unwrap` prints, and a `main` that returns the error.
impl fmt::Debug for PoolSettingsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PoolSettingsError: {self}")
    }
}
