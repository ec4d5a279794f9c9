//! Tells the program what it wants to hear of pools: leaks, and events of `tracing`.
//!
//! The code that hears of it is code of users. So it runs at the ends of slow paths: no lock is held there, and no
//! stack is at work.

use crate::pool::{alerts, trace};

/// Tells what was noted. User code runs; its panics end here.
#[inline]
pub(crate) fn tell() {
    alerts::tell();
    trace::tell();
}
