//! The settings of all pools as a value, and the words of the environment variable for them.

use core::str::FromStr;
use core::time::Duration;

/// The environment variable that overrides the settings of the program.
pub(super) const VARIABLE: &str = "POOLED_TYPES";

/// The shortest interval that a clock in milliseconds can measure.
const SHORTEST: Duration = Duration::from_millis(1);

/// What pools keep idle at most, unless the settings say something else.
const IDLE_BYTES: usize = 64 << 20;

/// How all pools of the process work. Given to [`configure`](crate::configure), at the start of the program or later.
///
/// The environment variable `POOLED_TYPES` overrides them, so that a program can be switched without being built again.
/// It is a list such as `off` or `track,sample=128,report=process,interval=5s`. If two words contradict each other, the
/// last one counts.
///
/// ```
/// use pooled_types::{Mode, Settings, configure};
///
/// configure(Settings::new().mode(Mode::Track).sample(16))?;
/// # Ok::<(), pooled_types::ConfigureError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use = "settings do nothing until they are given to `configure`"]
pub struct Settings {
    pub(crate) mode: Mode,
    pub(crate) interval: Duration,
    pub(crate) sample: u32,
    pub(crate) report: Report,
    pub(crate) idle_bytes: usize,
}

/// What pools do.
///
/// ```
/// use pooled_types::{Mode, PoolBox, Settings, configure};
///
/// configure(Settings::new().mode(Mode::Off))?;
/// drop(PoolBox::<String>::take());
/// let stats = PoolBox::<String>::stats();
/// assert_eq!((stats.idle, stats.discards.off), (0, 1));
/// # Ok::<(), pooled_types::ConfigureError>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Mode {
    /// They pool.
    #[default]
    Normal,
    /// Every take allocates and every drop frees; resets still run. For comparisons, and for emergencies.
    Off,
    /// They pool, and remember where live objects were taken: see [`leaks`](crate::leaks). A take that is recorded,
    /// and the return of its object, take a lock.
    Track,
}

impl Mode {
    /// Whether pools keep nothing.
    pub(crate) const fn is_off(self) -> bool {
        match self {
            Self::Off => true,
            Self::Normal | Self::Track => false,
        }
    }

    /// Whether takes are recorded.
    pub(crate) const fn tracks(self) -> bool {
        match self {
            Self::Track => true,
            Self::Normal | Self::Off => false,
        }
    }

    /// Why a measurement in this mode says nothing about normal use; `None` in the normal mode. `pooled-worth` asks for
    /// it.
    #[doc(hidden)]
    #[must_use]
    pub const fn distortion(self) -> Option<&'static str> {
        match self {
            Self::Normal => None,
            Self::Off => Some("Pools are switched off, so a pooled object is allocated too"),
            Self::Track => Some("Pools are tracked, so takes and returns record what is live"),
        }
    }
}

pooled_layout::__listed! {
    /// When the live objects are listed on standard error. Only in [`Mode::Track`].
    ///
    /// ```
    /// use pooled_types::{Mode, Report, Settings, configure};
    ///
    /// configure(Settings::new().mode(Mode::Track).report(Report::ProcessEnd))?;
    /// # Ok::<(), pooled_types::ConfigureError>(())
    /// ```
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
    #[non_exhaustive]
    pub enum Report {
        /// Never. Call [`leaks`](crate::leaks) to get the list.
        #[default]
        Never,
        /// When a thread ends, the objects that it took.
        ThreadEnd,
        /// When the process ends, all live objects. Works on Unix and Windows; elsewhere it does nothing.
        ProcessEnd,
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            mode: Mode::Normal,
            interval: Duration::from_secs(10),
            sample: 1,
            report: Report::Never,
            idle_bytes: IDLE_BYTES,
        }
    }
}

impl Settings {
    /// The normal mode: pools keep objects, drop those that nobody needed for an interval of 10 seconds, and track
    /// nothing.
    ///
    /// ```
    /// use pooled_types::{Mode, Settings, configure};
    ///
    /// configure(Settings::new().mode(Mode::Off))?;
    /// configure(Settings::new())?; // pools pool again
    /// assert_eq!(Settings::current(), Settings::new());
    /// # Ok::<(), pooled_types::ConfigureError>(())
    /// ```
    pub fn new() -> Self {
        Self::default()
    }

    /// What pools do.
    ///
    /// ```
    /// use pooled_types::{Mode, PoolBox, Settings, configure};
    ///
    /// configure(Settings::new().mode(Mode::Off))?;
    /// drop(PoolBox::<String>::take());
    /// assert!(PoolBox::<String>::try_take().is_none()); // nothing was kept
    /// # Ok::<(), pooled_types::ConfigureError>(())
    /// ```
    pub fn mode(mut self, mode: Mode) -> Self {
        self.mode = mode;
        self
    }

    /// How long objects may be idle without being needed: what is idle when an interval ends, and what nobody takes in
    /// the whole interval after it, is dropped. At least a millisecond: a shorter time counts as one. On a target
    /// without a clock (`wasm32-unknown-unknown`) no interval ends.
    ///
    /// ```
    /// use std::time::Duration;
    ///
    /// use pooled_types::{Settings, configure};
    ///
    /// configure(Settings::new().interval(Duration::from_secs(2)))?;
    /// # Ok::<(), pooled_types::ConfigureError>(())
    /// ```
    pub fn interval(mut self, interval: Duration) -> Self {
        self.interval = interval.max(SHORTEST);
        self
    }

    /// How many bytes all pools together may keep idle: 64 MiB unless this says something else.
    ///
    /// What counts is the slots of idle objects and what they keep on the heap, as it was last measured. Beside this
    /// budget each thread may keep up to 8 objects of each type.
    ///
    /// ```
    /// use pooled_types::{PoolBox, Settings, configure};
    ///
    /// configure(Settings::new().idle_bytes(8 << 20))?; // 8 MiB
    /// let mut pages = (0..300).map(|_| PoolBox::<Vec<u8>>::take()).collect::<Vec<_>>();
    /// pages.iter_mut().for_each(|page| page.resize(60_000, 0));
    /// drop(pages); // 18 MB come back
    /// let stats = PoolBox::<Vec<u8>>::stats();
    /// assert!(stats.idle_bytes <= 8 << 20 && stats.discards.evicted > 0, "{stats}");
    /// # Ok::<(), pooled_types::ConfigureError>(())
    /// ```
    pub fn idle_bytes(mut self, bytes: usize) -> Self {
        self.idle_bytes = bytes;
        self
    }

    /// In [`Mode::Track`]: records one take in `n`. 0 counts as 1, which records every take.
    ///
    /// ```
    /// use pooled_types::{Mode, PoolBox, Settings, configure, leaks};
    ///
    /// configure(Settings::new().mode(Mode::Track).sample(10))?;
    /// let _texts = [(); 20].map(|()| PoolBox::<String>::take());
    /// assert_eq!(leaks()[0].count, 2);
    /// # Ok::<(), pooled_types::ConfigureError>(())
    /// ```
    pub fn sample(mut self, n: u32) -> Self {
        self.sample = n.max(1);
        self
    }

    /// In [`Mode::Track`]: when to list the live objects on standard error.
    ///
    /// ```
    /// use pooled_types::{Mode, Report, Settings, configure};
    ///
    /// configure(Settings::new().mode(Mode::Track).report(Report::ProcessEnd))?;
    /// # Ok::<(), pooled_types::ConfigureError>(())
    /// ```
    pub fn report(mut self, when: Report) -> Self {
        self.report = when;
        self
    }

    /// These settings with the changes that `text` asks for.
    pub(crate) fn changed_by(self, text: &str) -> Result<Self, String> {
        text.split(',').map(str::trim).filter(|word| !word.is_empty()).try_fold(self, Self::changed_by_word)
    }

    fn changed_by_word(self, word: &str) -> Result<Self, String> {
        WORDS.iter().find_map(|(form, change)| change.apply(self, form, word)).ok_or_else(|| {
            let forms = forms_of(word, WORDS);
            format!("`{word}` in the environment variable {VARIABLE} is none of {forms}; the variable is ignored")
        })
    }
}

/// The forms that may be meant by `word`, which is none of them: those with the same key, or else all. Also says which
/// numbers they take.
pub(super) fn forms_of<S>(word: &str, words: &[(&str, Change<S>)]) -> String {
    let key = |word: &str| word.split_once('=').map(|(key, _)| key.to_owned());
    // If only what follows the `=` is wrong, only those forms help.
    let is_alike = |form: &str| key(form).is_some() && key(form) == key(word);
    let known: Vec<_> = words.iter().filter(|(form, _)| is_alike(form)).collect();
    let numbers = known.iter().find_map(|(_, change)| change.numbers());
    let meant = if known.is_empty() { words.iter().collect() } else { known };
    let forms: Vec<_> = meant.iter().map(|(form, _)| format!("`{form}`")).collect();
    format!("{} (with {})", forms.join(", "), numbers.unwrap_or("numbers of yours"))
}

/// What a word of the environment variable does to settings.
pub(super) enum Change<S> {
    /// The word is always the same.
    Plain(fn(S) -> S),
    /// A value follows the `=`: such numbers. `None` if it is not of this form.
    Value(&'static str, fn(S, &str) -> Option<S>),
}

/// Which numbers a word takes.
pub(super) const FROM_0: &str = "numbers from 0";
pub(super) const FROM_1: &str = "numbers from 1";

impl<S> Change<S> {
    /// `settings` changed by `word`; `None` if it is not of this form.
    pub(super) fn apply(&self, settings: S, form: &str, word: &str) -> Option<S> {
        match self {
            Self::Plain(change) => (word == form).then(|| change(settings)),
            Self::Value(_, change) => {
                let (key, value) = word.split_once('=')?;
                let (wanted, _) = form.split_once('=')?;
                if key == wanted { change(settings, value) } else { None }
            }
        }
    }

    /// Which numbers the word takes.
    fn numbers(&self) -> Option<&'static str> {
        match self {
            Self::Plain(_) => None,
            Self::Value(numbers, _) => Some(numbers),
        }
    }
}

/// The words of the environment variable: how each is written, and what it does.
///
/// The variable must be able to undo what the program has set. So each setting has words for all its values, also for
/// the default. The tables in the guide have a row for each word.
const WORDS: &[(&str, Change<Settings>)] = &[
    ("normal", Change::Plain(|settings| settings.mode(Mode::Normal))),
    ("off", Change::Plain(|settings| settings.mode(Mode::Off))),
    ("track", Change::Plain(|settings| settings.mode(Mode::Track))),
    ("sample=N", Change::Value(FROM_1, |settings, n| above_zero(n).map(|n| settings.sample(n)))),
    (
        "interval=10s",
        Change::Value(FROM_1, |settings, time| interval(settings, time.strip_suffix('s')?, Duration::from_secs)),
    ),
    (
        "interval=500ms",
        Change::Value(FROM_1, |settings, time| interval(settings, time.strip_suffix("ms")?, Duration::from_millis)),
    ),
    ("idle=512KiB", Change::Value(FROM_0, |settings, size| idle_bytes(settings, size.strip_suffix("KiB")?, 10))),
    ("idle=64MiB", Change::Value(FROM_0, |settings, size| idle_bytes(settings, size.strip_suffix("MiB")?, 20))),
    ("idle=2GiB", Change::Value(FROM_0, |settings, size| idle_bytes(settings, size.strip_suffix("GiB")?, 30))),
    ("report=never", Change::Plain(|settings| settings.report(Report::Never))),
    ("report=thread", Change::Plain(|settings| settings.report(Report::ThreadEnd))),
    ("report=process", Change::Plain(|settings| settings.report(Report::ProcessEnd))),
];

fn interval(settings: Settings, number: &str, unit: fn(u64) -> Duration) -> Option<Settings> {
    above_zero(number).map(|number| settings.interval(unit(number)))
}

fn idle_bytes(settings: Settings, number: &str, shift: u32) -> Option<Settings> {
    let bytes = number.parse::<usize>().ok()?.checked_mul(1 << shift)?;
    Some(settings.idle_bytes(bytes))
}

pub(super) fn above_zero<N: FromStr + Default + PartialOrd>(text: &str) -> Option<N> {
    text.parse().ok().filter(|number| *number > N::default())
}

/// What the words of the environment variable say in vain, as a message, if no pool `tracks`.
pub(super) fn said_in_vain(tracks: bool, words: &str) -> Option<String> {
    let needs_track = |word: &&str| word.starts_with("sample=") || matches!(*word, "report=thread" | "report=process");
    let in_vain = words.split(',').map(str::trim).find(needs_track).filter(|_| !tracks);
    in_vain.map(|word| format!("`{word}` in {VARIABLE} does nothing without `track`"))
}

#[cfg(test)]
mod tests {
    use core::time::Duration;

    use super::{Change, Mode, Report, Settings, WORDS};

    #[test]
    fn the_variable_is_a_list_of_words() {
        let base = Settings::new().sample(5);
        assert_eq!(base.changed_by(""), Ok(base));
        assert_eq!(base.changed_by("off"), Ok(base.mode(Mode::Off)));
        let all = "track, sample=7,report=process ,interval=250ms";
        let expected = base.mode(Mode::Track).sample(7).report(Report::ProcessEnd).interval(Duration::from_millis(250));
        assert_eq!(base.changed_by(all), Ok(expected));
        assert_eq!(base.changed_by("interval=3s"), Ok(base.interval(Duration::from_secs(3))));
    }

    /// A word of this form.
    fn example(form: &str) -> String {
        form.replace('N', "7")
    }

    #[test]
    fn every_setting_is_changed_by_a_word() {
        let (mut modes, mut intervals, mut samples, mut reports, mut budgets) = (0, 0, 0, 0, 0);
        let base = Settings::default();
        for (form, _) in WORDS {
            let Settings { mode, interval, sample, report, idle_bytes } = base.changed_by(&example(form)).expect(form);
            modes += u32::from(mode != base.mode);
            intervals += u32::from(interval != base.interval);
            samples += u32::from(sample != base.sample);
            reports += u32::from(report != base.report);
            budgets += u32::from(idle_bytes != base.idle_bytes);
        }
        assert!([modes, intervals, samples, reports, budgets].iter().all(|words| *words > 0));
    }

    #[test]
    fn a_word_undoes_what_the_program_has_set() {
        for (form, change) in WORDS {
            let set = Settings::default().changed_by(&example(form)).expect(form);
            let mut undone = WORDS.iter().map(|(other, _)| set.changed_by(&example(other)).expect(other));
            let is_value = matches!(change, Change::Value(..));
            assert!(is_value || undone.any(|undone| undone == Settings::default()), "nothing undoes `{form}`");
        }
    }

    #[test]
    #[cfg_attr(miri, ignore = "it only compares texts, and many of them")]
    fn what_is_no_such_word_is_named() {
        let known =
            ["sample=0", "sample=x", "interval=0s", "interval=5", "report=", "interval=5m", "idle=", "idle=-1KiB"];
        let too_large = "idle=99999999999999999999GiB";
        for word in known.into_iter().chain([too_large, "on", "off=1", "idel=1KiB"]) {
            let message = Settings::new().changed_by(&format!("track,{word}")).unwrap_err();
            assert!(message.starts_with(&format!("`{word}` in ")), "{message}");
            // All words that have what stands before the `=`, or all words.
            let key = word.split_once('=').map_or("?", |(key, _)| key);
            let is_known = WORDS.iter().any(|(form, _)| form.starts_with(&format!("{key}=")));
            for (form, _) in WORDS {
                let is_meant = !is_known || form.starts_with(&format!("{key}="));
                assert_eq!(message.contains(&format!("`{form}`")), is_meant, "{message}");
            }
        }
    }
}
