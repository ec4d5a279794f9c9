//! Which contender is faster, in one workload.

use std::cmp::Ordering;

use crate::contenders::Kind;
use crate::results::{Row, Workload};

/// Two medians that differ by less than this share count as equal, however close the rounds were.
const MARGIN: f64 = 0.03;

/// How a contender's time compares with ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// It is faster: beyond the margin, and its slower quartile is below our faster one.
    Wins,
    /// It is faster, but another run may say otherwise.
    Close,
    /// It is not faster.
    Behind,
}

impl Standing {
    pub(super) fn is_win(self) -> bool {
        match self {
            Self::Wins => true,
            Self::Close | Self::Behind => false,
        }
    }

    /// Whether its median is below ours.
    pub(super) fn leads(self) -> bool {
        match self {
            Self::Wins | Self::Close => true,
            Self::Behind => false,
        }
    }
}

/// The row that others are compared with: the first of ours.
///
/// # Panics
/// If there is none. `input` refuses such data.
pub(super) fn ours(workload: &Workload) -> &Row {
    workload.rows.iter().find(|row| row.kind == Kind::Ours).expect("input was checked for a row of ours")
}

/// The fastest of a kind.
pub(super) fn best(workload: &Workload, kind: Kind) -> Option<&Row> {
    workload.rows.iter().filter(|row| row.kind == kind).min_by(|a, b| by_time(a, b))
}

/// All rows, the fastest first.
pub(super) fn sorted(workload: &Workload) -> Vec<&Row> {
    let mut rows: Vec<_> = workload.rows.iter().collect();
    rows.sort_by(|a, b| by_time(a, b));
    rows
}

/// The rows that do the same work another way.
pub(super) fn others(workload: &Workload) -> impl Iterator<Item = &Row> {
    workload.rows.iter().filter(|row| row.kind.is_rival())
}

/// How many times as long as ours it takes.
pub(super) fn ratio(row: &Row, ours: &Row) -> f64 {
    row.time.median / ours.time.median
}

pub(super) fn standing(row: &Row, ours: &Row) -> Standing {
    let ratio = ratio(row, ours);
    if ratio >= 1.0 {
        Standing::Behind
    } else if ratio < 1.0 - MARGIN && row.time.high < ours.time.low {
        Standing::Wins
    } else {
        Standing::Close
    }
}

fn by_time(a: &Row, b: &Row) -> Ordering {
    a.time.median.total_cmp(&b.time.median)
}

#[cfg(test)]
mod tests {
    use super::{Standing, best, others, ours, ratio, sorted, standing};
    use crate::contenders::Kind;
    use crate::report::sample;

    #[test]
    fn ratios_are_to_the_first_row_of_ours() {
        let mut workload = sample::workload();
        workload.rows.push(sample::row("pooled-types, generic", Kind::Ours, [1.0, 1.0, 1.0]));
        let ours = ours(&workload);
        assert_eq!(ours.contender, "pooled-types");
        assert!((ratio(&workload.rows[2], ours) - 8.5).abs() < 1e-9);
        assert!((ratio(ours, ours) - 1.0).abs() < 1e-9);
    }

    #[test]
    fn the_best_is_the_fastest_of_its_kind() {
        let workload = sample::workload();
        assert_eq!(best(&workload, Kind::Peer).map(|row| row.contender.as_str()), Some("opool Pool"));
        assert_eq!(best(&workload, Kind::Plain).map(|row| row.contender.as_str()), Some("malloc + free"));
        assert!(best(&workload, Kind::InPlace).is_none());
    }

    #[test]
    fn rows_are_sorted_by_their_medians() {
        let names: Vec<_> = sorted(&sample::workload()).iter().map(|row| row.contender.clone()).collect();
        assert_eq!(names, ["no objects", "pooled-types", "malloc + free", "opool Pool", "object-pool"]);
    }

    #[test]
    fn what_does_no_work_is_no_rival() {
        let workload = sample::workload();
        assert!(others(&workload).all(|row| row.contender != "no objects" && row.kind != Kind::Ours));
        assert_eq!(others(&workload).count(), 3);
    }

    #[test]
    fn a_win_is_beyond_the_margin_and_the_quartiles() {
        let ours = sample::row("pooled-types", Kind::Ours, [95.0, 100.0, 105.0]);
        let standing_of = |quartiles| standing(&sample::row("peer", Kind::Peer, quartiles), &ours);
        assert_eq!(standing_of([80.0, 90.0, 94.0]), Standing::Wins);
        assert_eq!(standing_of([80.0, 90.0, 96.0]), Standing::Close);
        assert_eq!(standing_of([100.0, 100.0, 100.0]), Standing::Behind);
        assert_eq!(standing_of([80.0, 101.0, 102.0]), Standing::Behind);
        let narrow = sample::row("pooled-types", Kind::Ours, [99.9, 100.0, 100.1]);
        assert_eq!(standing(&sample::row("peer", Kind::Peer, [97.9, 98.0, 98.1]), &narrow), Standing::Close);
        assert_eq!(standing(&sample::row("peer", Kind::Peer, [96.8, 96.9, 97.0]), &narrow), Standing::Wins);
    }
}
