//! Settings of all pools.
//!
//! # The map
//! | file | what it is |
//! |---|---|
//! | `settings` | the settings as a value, and the words of the environment variable |
//! | `of_types` | what the environment variable says to single pools |
//! | `live` | the settings as they are now |
//!
//! `mod.rs` fixes them, and changes them.

mod live;
mod of_types;
mod settings;

use core::error::Error;
use core::fmt;
use std::env;
use std::io::{self, Write};

use live::{FixedBy, Live};
pub(crate) use of_types::TypeSettings;
pub use of_types::without_paths;
use once_cell::race::OnceBox;
pub use settings::{Mode, Report, Settings};
use settings::{VARIABLE, said_in_vain};

/// The settings, once somebody has fixed them.
static FIXED: OnceBox<Live> = OnceBox::new();

/// Fixes the settings of all pools, or changes them.
pub(crate) fn configure(settings: Settings) -> Result<(), ConfigureError> {
    let Err(live) = fix(settings, FixedBy::Configure) else { return Ok(()) };
    // The variable could be read before.
    let settings = settings.changed_by(live.words()).unwrap_or(settings);
    if settings.mode.tracks() != live.mode().tracks() {
        return Err(ConfigureError { by: live.by, wanted: settings.mode });
    }
    live.set(settings);
    Ok(())
}

/// The settings as they are now. From now on there are some.
pub(crate) fn settings() -> &'static Live {
    FIXED.get().unwrap_or_else(|| {
        // If another thread was faster, its settings hold.
        fix(Settings::default(), FixedBy::Use)
            .err()
            .or_else(|| FIXED.get())
            .expect("this thread fixed them, or another")
    })
}

/// Fixes the settings, with the changes of the environment variable. If they were fixed already, gives those.
#[cold]
fn fix(settings: Settings, by: FixedBy) -> Result<(), &'static Live> {
    if let Some(live) = FIXED.get() {
        return Err(live);
    }
    let text = env::var_os(VARIABLE).map(|text| text.to_string_lossy().into_owned()).unwrap_or_default();
    let read = of_types::parts(&text).and_then(|parts| Ok((settings.changed_by(&parts.0)?, parts)));
    let (settings, parts, complaint) = match read {
        Ok((settings, parts)) => {
            let mut of_types = parts.1.iter().filter_map(|(_, of_type)| of_type.mode);
            let complaint = said_in_vain(settings.mode.tracks() || of_types.any(Mode::tracks), &parts.0);
            (settings, parts, complaint)
        }
        Err(message) => (settings, of_types::Parts::default(), Some(message)),
    };
    if FIXED.set(Box::new(Live::new(settings, by, parts))).is_err() {
        return FIXED.get().map_or(Ok(()), Err);
    }
    if let Some(complaint) = complaint {
        say(&format!("pooled-types: {complaint}"));
    }
    Ok(())
}

/// What pools do. The settings are fixed from now on.
#[must_use]
pub fn mode() -> Mode {
    settings().mode()
}

impl Settings {
    /// The settings as they are now, to be given to [`configure`](crate::configure) with a change. If there are none
    /// yet, they are fixed as by the first use of a pool.
    ///
    /// ```
    /// use pooled_types::{Settings, configure};
    ///
    /// configure(Settings::current().idle_bytes(16 << 20))?;
    /// # Ok::<(), pooled_types::ConfigureError>(())
    /// ```
    pub fn current() -> Self {
        settings().get()
    }
}

/// There is a new pool of that name. Says so, once, if the environment variable names it without its paths, and so does
/// nothing to it.
pub(crate) fn meet(name: &str) {
    if let Some(short) = settings().meet(name) {
        say(&format!("pooled-types: `{short}` in {VARIABLE} does nothing to `{name}`: write the whole name"));
    }
}

/// What to say about each name in the environment variable that no pool has had yet.
pub(crate) fn unmet_names() -> impl Iterator<Item = String> {
    let unmet = FIXED.get().into_iter().flat_map(Live::unmet);
    unmet.map(|name| format!("`{name}` in {VARIABLE} is the name of no pool that was used"))
}

/// Writes a message to standard error. An error of that is ignored, because there is no other place to report it.
pub(crate) fn say(message: &str) {
    let _ = writeln!(io::stderr(), "{message}");
}

/// The mode [`Track`](Mode::Track) of all pools can be switched on and off before the first use of a pool alone.
///
/// ```
/// use pooled_types::{Mode, PoolBox, Settings, configure};
///
/// drop(PoolBox::<String>::take()); // the first use of a pool
/// let error = configure(Settings::new().mode(Mode::Track)).unwrap_err();
/// assert!(error.to_string().contains("a pool was used before"));
/// assert!(format!("{error:?}").contains("a pool was used before")); // what `unwrap` prints
/// ```
#[derive(Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct ConfigureError {
    by: FixedBy,
    wanted: Mode,
}

impl fmt::Display for ConfigureError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let change = if self.wanted.tracks() { "switched on" } else { "switched off" };
        let reason = match self.by {
            FixedBy::Configure => "`configure` was called before",
            FixedBy::Use => "a pool was used before",
        };
        write!(
            f,
            "the mode `Track` of all pools can't be {change} any more, because {reason}, and what was taken before \
             is in no list; nothing was changed. Set this mode with the first call of `configure`, at the start of \
             `main`, or with `{VARIABLE}=track`, or set it for one type by its `settings()`; everything else can be \
             set at any time"
        )
    }
}

impl Error for ConfigureError {}

/// The message, because that is what `unwrap` prints, and a `main` that returns the error.
impl fmt::Debug for ConfigureError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ConfigureError: {self}")
    }
}
