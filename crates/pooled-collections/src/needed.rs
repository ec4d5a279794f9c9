//! How many elements a container may keep, by what its last uses needed.

use pooled_runtime::reset::{NOTICED_BYTES, Observer};

/// How many of `all` spares, which own `bytes` with their container, it may keep. The use that ends needed `peak` of
/// them, and the one before needed `before`.
///
/// A small container keeps all. Such ones stand in others, where many are reset at once, and where each use of a place
/// may be different. Of a large one the pool knows what its intervals needed. If no pool counts, the last two uses
/// decide.
pub(crate) fn of<O: Observer>(all: usize, bytes: usize, peak: usize, before: usize) -> usize {
    if bytes <= NOTICED_BYTES || all == 0 {
        return all;
    }
    if !O::COUNTS_INTERVALS {
        return peak.max(before);
    }
    let each = bytes.div_ceil(all);
    let may_keep = O::may_keep(bytes, each.saturating_mul(peak).min(bytes));
    if may_keep >= bytes { all } else { may_keep.div_ceil(each) }
}
