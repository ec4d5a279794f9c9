//! The settings of all pools as they are now. Threads read them on slow paths, and nobody waits.

use core::time::Duration;

use crate::config::of_types::{self, Parts, TypeSettings};
use crate::config::settings::{Mode, Report, Settings};
use crate::sync::{AtomicBool, AtomicU8, AtomicU32, AtomicU64, AtomicUsize, Relaxed};

/// Who fixed the settings. They can be changed later, but for the mode `Track`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FixedBy {
    Configure,
    Use,
}

/// What came of a name in the environment variable.
struct Name {
    /// Whether some pool had it.
    is_met: AtomicBool,
    /// Whether the user was told that paths are missing.
    is_told: AtomicBool,
}

/// The settings as they are now. The first use of a pool makes them, or `configure`.
pub(crate) struct Live {
    /// Who made them.
    pub(super) by: FixedBy,
    /// What the environment variable says, if it can be read.
    variable: Parts,
    /// Of each name in the variable.
    names: Vec<Name>,
    /// Whether pools are tracked that have no mode of their own. It never changes, so that the list of live objects is
    /// whole.
    tracks: bool,
    /// Whether pools are off that have no switch of their own.
    pub(crate) is_off: AtomicBool,
    /// How many bytes all pools may keep idle.
    pub(crate) idle_bytes: AtomicUsize,
    /// In milliseconds.
    interval: AtomicU64,
    sample: AtomicU32,
    /// A [`Report`].
    report: AtomicU8,
}

impl Live {
    pub(super) fn new(settings: Settings, by: FixedBy, variable: Parts) -> Self {
        let name = |_: &_| Name { is_met: AtomicBool::new(false), is_told: AtomicBool::new(false) };
        let live = Self {
            by,
            names: variable.1.iter().map(name).collect(),
            variable,
            tracks: settings.mode.tracks(),
            is_off: AtomicBool::new(false),
            idle_bytes: AtomicUsize::new(0),
            interval: AtomicU64::new(0),
            sample: AtomicU32::new(0),
            report: AtomicU8::new(0),
        };
        live.set(settings);
        live
    }

    /// What the environment variable says to all pools.
    pub(super) fn words(&self) -> &str {
        &self.variable.0
    }

    /// What it says to the pools of types of that name.
    pub(crate) fn of_type(&self, name: &str) -> TypeSettings {
        of_types::find(&self.variable.1, name)
    }

    /// There is a pool of that name. Gives what the variable has in place of it, if only its paths are missing there,
    /// and nobody was told so before.
    pub(super) fn meet(&self, name: &str) -> Option<&str> {
        let types = &self.variable.1;
        for (_, met) in types.iter().zip(&self.names).filter(|((it, _), _)| of_types::is_name(it, name)) {
            met.is_met.store(true, Relaxed);
        }
        let at = of_types::short_for(types, name)?;
        let is_news = !self.names[at].is_told.swap(true, Relaxed);
        is_news.then_some(types[at].0.as_str())
    }

    /// The names in the variable that no pool has had yet.
    pub(super) fn unmet(&self) -> impl Iterator<Item = &str> {
        let unmet = |(_, met): &(_, &Name)| !met.is_met.load(Relaxed);
        self.variable.1.iter().zip(&self.names).filter(unmet).map(|((name, _), _)| name.as_str())
    }

    /// Takes over all settings but whether pools are tracked.
    pub(super) fn set(&self, settings: Settings) {
        // Every field, so that a new one is taken over too.
        let Settings { mode, interval, sample, report, idle_bytes } = settings;
        self.is_off.store(mode.is_off(), Relaxed);
        self.interval.store(u64::try_from(interval.as_millis()).unwrap_or(u64::MAX), Relaxed);
        self.sample.store(sample, Relaxed);
        self.report.store(report as u8, Relaxed);
        self.idle_bytes.store(idle_bytes, Relaxed);
    }

    /// Whether the environment variable says in which mode all pools are.
    pub(crate) fn variable_sets_mode(&self) -> bool {
        let mode = |settings: Settings| settings.changed_by(self.words()).map(|changed| changed.mode);
        mode(Settings::new().mode(Mode::Normal)) == mode(Settings::new().mode(Mode::Off))
    }

    /// The settings as a value.
    pub(super) fn get(&self) -> Settings {
        Settings {
            mode: self.mode(),
            interval: Duration::from_millis(self.interval()),
            sample: self.sample(),
            report: self.report(),
            idle_bytes: self.idle_bytes.load(Relaxed),
        }
    }

    pub(crate) fn mode(&self) -> Mode {
        match (self.tracks, self.is_off.load(Relaxed)) {
            (true, _) => Mode::Track,
            (false, true) => Mode::Off,
            (false, false) => Mode::Normal,
        }
    }

    /// How long an interval is, in milliseconds.
    pub(crate) fn interval(&self) -> u64 {
        self.interval.load(Relaxed)
    }

    pub(crate) fn sample(&self) -> u32 {
        self.sample.load(Relaxed)
    }

    pub(crate) fn report(&self) -> Report {
        let now = self.report.load(Relaxed);
        let is_now = |report: &Report| *report as u8 == now;
        Report::ALL.iter().copied().find(is_now).unwrap_or_default()
    }
}
