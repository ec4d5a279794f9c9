//! The interval of this process.

use std::sync::Once;
use std::time::Duration;

use pooled_types::{Settings, configure};

/// Makes the interval so long that no idle object is dropped for its age, even if the machine is slow. Every test
/// begins with this.
pub(crate) fn settle() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| configure(Settings::new().interval(Duration::from_secs(3_600))).expect("no pool was used yet"));
}
