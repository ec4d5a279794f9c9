//! What can be set of one pool while the program runs. Threads read it on slow paths only, and nobody waits.

#[cfg(not(pooled_loom))]
use crate::config::Mode;
use crate::sync::{AcqRel, Acquire, AtomicBool, AtomicU8, AtomicU64, AtomicUsize, Relaxed};

/// The share that stands for all takes and returns.
const ALL: u64 = u64::MAX;

/// Whether a pool pools.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Switch {
    /// It does what the settings of all pools say.
    AsProcess,
    On,
    Off,
}

#[cfg(not(pooled_loom))]
impl Switch {
    /// The switch of a pool that has a mode of its own, or none.
    pub(crate) fn of(mode: Option<Mode>) -> Self {
        match mode {
            None => Self::AsProcess,
            Some(mode) if mode.is_off() => Self::Off,
            Some(_) => Self::On,
        }
    }
}

/// Takes are not recorded.
const UNTRACKED: u8 = 0;
/// They will be, when all threads were sent to their slow paths: an object that one thread records must not return on
/// the fast path of another.
const PREPARED: u8 = 1;
/// They are.
const TRACKED: u8 = 2;

/// The settings of one pool.
pub(crate) struct Tuning {
    /// How many idle objects a thread may keep.
    capacity: AtomicUsize,
    /// The share of takes and returns that are pooled, of [`ALL`].
    share: AtomicU64,
    /// A [`Switch`].
    switch: AtomicU8,
    /// Whether takes are recorded: one of the three above.
    tracking: AtomicU8,
    /// Whether all pools are switched off that have no switch of their own.
    process_is_off: &'static AtomicBool,
}

impl Tuning {
    /// The settings that the type has of itself.
    pub(crate) fn new(capacity: usize, process_is_off: &'static AtomicBool) -> Self {
        Self {
            capacity: AtomicUsize::new(capacity),
            share: AtomicU64::new(ALL),
            switch: AtomicU8::new(Switch::AsProcess as u8),
            tracking: AtomicU8::new(UNTRACKED),
            process_is_off,
        }
    }

    pub(crate) fn switch(&self) -> Switch {
        let now = self.switch.load(Relaxed);
        let is_now = |switch: &Switch| *switch as u8 == now;
        [Switch::On, Switch::Off].into_iter().find(is_now).unwrap_or(Switch::AsProcess)
    }

    pub(crate) fn set_switch(&self, switch: Switch) {
        self.switch.store(switch as u8, Relaxed);
    }

    /// Whether takes are recorded. If so, it is seen that all threads were sent to their slow paths before.
    pub(crate) fn is_tracked(&self) -> bool {
        self.tracking.load(Acquire) == TRACKED
    }

    /// Whether takes are recorded, or will be when all threads are on their slow paths.
    pub(crate) fn is_watched(&self) -> bool {
        self.tracking.load(Relaxed) != UNTRACKED
    }

    /// Has takes enter their slow paths, to be recorded later. Says whether they are not recorded already.
    pub(crate) fn prepare_tracking(&self) -> bool {
        self.tracking.compare_exchange(UNTRACKED, PREPARED, AcqRel, Relaxed).is_ok()
    }

    /// Has takes recorded, if that was prepared.
    pub(crate) fn begin_tracking(&self) {
        let _ = self.tracking.compare_exchange(PREPARED, TRACKED, AcqRel, Relaxed);
    }

    /// Has no more takes recorded. Says whether they were.
    pub(crate) fn end_tracking(&self) -> bool {
        self.tracking.swap(UNTRACKED, AcqRel) != UNTRACKED
    }

    /// Whether the pool keeps nothing.
    pub(crate) fn is_off(&self) -> bool {
        match self.switch() {
            Switch::AsProcess => self.process_is_off.load(Relaxed),
            Switch::On => false,
            Switch::Off => true,
        }
    }

    /// How many idle objects a thread may keep, if the pool is not off.
    pub(crate) fn capacity(&self) -> usize {
        self.capacity.load(Relaxed)
    }

    pub(crate) fn set_capacity(&self, objects: usize) {
        self.capacity.store(objects, Relaxed);
    }

    /// The share of takes and returns that are pooled, from 0 to 1.
    #[expect(clippy::cast_precision_loss, reason = "a share needs no more")]
    pub(crate) fn fraction(&self) -> f64 {
        self.share.load(Relaxed) as f64 / ALL as f64
    }

    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it is from 0 to `ALL`")]
    #[expect(clippy::cast_precision_loss, reason = "a share needs no more")]
    pub(crate) fn set_fraction(&self, fraction: f64) {
        self.share.store((fraction * ALL as f64) as u64, Relaxed);
    }

    /// Whether all takes and returns are pooled, unless the pool is off.
    pub(crate) fn serves_all(&self) -> bool {
        self.share.load(Relaxed) == ALL
    }

    /// Whether the take or return is pooled that drew `lot`, if the pool is not off.
    pub(crate) fn serves(&self, lot: u64) -> bool {
        self.serves_all() || lot < self.share.load(Relaxed)
    }
}
