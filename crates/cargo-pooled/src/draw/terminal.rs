//! What a type looks like in a terminal: a colour and a letter for each heat.

use anstyle::AnsiColor;

use crate::model::Heat;

/// A colour and a letter for each heat: hot, warm, cold. The length is that of the enum, so that no heat can be
/// forgotten.
const LOOKS: [(AnsiColor, char); Heat::ALL.len()] =
    [(AnsiColor::Red, 'H'), (AnsiColor::Yellow, 'w'), (AnsiColor::Cyan, 'c')];

/// The colour of a heat.
pub(super) fn color(heat: Heat) -> AnsiColor {
    LOOKS[heat as usize].0
}

/// The letter for a byte of a field of this heat; for a byte of padding, a point.
pub(super) fn letter(heat: Option<Heat>) -> char {
    heat.map_or('·', |heat| LOOKS[heat as usize].1)
}
