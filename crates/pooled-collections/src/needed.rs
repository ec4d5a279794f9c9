//! How many elements a container may keep, by what its last uses needed.

use pooled_runtime::reset::{NOTICED_BYTES, Observer};

/// How many of `all` spares, which own `bytes` with the container, the observer lets the container keep. The use that
/// ends needed `peak` of them.
pub(crate) fn in_pool<O: Observer>(all: usize, bytes: usize, peak: usize) -> usize {
    if bytes <= NOTICED_BYTES || all == 0 {
        return all;
    }
    let each = bytes.div_ceil(all);
    let may_keep = O::may_keep(bytes, each.saturating_mul(peak).min(bytes));
    if may_keep >= bytes { all } else { may_keep.div_ceil(each) }
}

/// The same for containers that stand in others, where many of them are reset at once, and where each use of a place
/// may be different. Small ones keep everything, also if no pool counts. Of large ones that no pool counts, the last
/// two uses needed `peak` and `before`.
pub(crate) fn nested<O: Observer>(all: usize, bytes: usize, peak: usize, before: usize) -> usize {
    if O::COUNTS_INTERVALS || bytes <= NOTICED_BYTES { in_pool::<O>(all, bytes, peak) } else { peak.max(before) }
}
