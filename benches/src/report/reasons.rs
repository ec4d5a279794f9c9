//! Why another contender wins a workload, and what to use then. Written by hand; checked against each run.

use crate::report::standing::{Standing, others, ours, ratio, standing};
use crate::results::{Row, Workload};

/// A sentence on one contender at one workload.
pub(super) struct Reason {
    /// [`Workload::id`].
    pub(super) workload: &'static str,
    /// [`Row::contender`].
    pub(super) contender: &'static str,
    /// Why it wins, and what to use then.
    pub(super) why: &'static str,
}

/// What is known. A win without a line here stops the report, and so does a line whose contender is not faster any more.
pub(super) const KNOWN: [Reason; 0] = [];

/// Whether every win is explained, and everything explained is faster.
pub(super) fn check(workloads: &[Workload], known: &[Reason]) -> Result<(), String> {
    for workload in workloads {
        if let Some(winner) = unexplained(workload, known) {
            return Err(format!(
                "`{}` wins `{}` ({:.2} of our time): say why and what to use then, in KNOWN of benches/src/report/reasons.rs",
                winner.contender,
                workload.id,
                ratio(winner, ours(workload)),
            ));
        }
    }
    match known.iter().find(|reason| is_stale(reason, workloads)) {
        Some(Reason { workload, contender, .. }) => Err(format!(
            "`{contender}` is not faster at `{workload}` any more, or not in this run: remove its line from KNOWN of \
             benches/src/report/reasons.rs"
        )),
        None => Ok(()),
    }
}

/// The contenders of a workload that are faster, and what is known of them.
pub(super) fn explained<'a>(
    workload: &'a Workload,
    known: &'a [Reason],
) -> impl Iterator<Item = (&'a Row, &'a Reason)> {
    others(workload).filter_map(move |row| Some((row, find(workload, row, known)?)))
}

fn find<'a>(workload: &Workload, row: &Row, known: &'a [Reason]) -> Option<&'a Reason> {
    known.iter().find(|reason| reason.workload == workload.id && reason.contender == row.contender)
}

fn unexplained<'a>(workload: &'a Workload, known: &[Reason]) -> Option<&'a Row> {
    let ours = ours(workload);
    others(workload).find(|row| standing(row, ours) == Standing::Wins && find(workload, row, known).is_none())
}

/// A lead within the noise is enough to stay, so that no line comes and goes with the runs.
fn is_stale(reason: &Reason, workloads: &[Workload]) -> bool {
    let is_faster = |workload: &Workload| {
        let mut rows = others(workload).filter(|row| row.contender == reason.contender);
        rows.any(|row| standing(row, ours(workload)) != Standing::Behind)
    };
    !workloads.iter().any(|workload| workload.id == reason.workload && is_faster(workload))
}

#[cfg(test)]
mod tests {
    use super::{Reason, check, explained};
    use crate::report::sample;
    use crate::results::Workload;

    const OPOOL: Reason = Reason { workload: "pairs", contender: "opool Pool", why: "It knows the future." };

    /// A workload in which opool's quartiles are these; ours are 1.9, 2.0 and 2.1.
    fn with_opool([low, median, high]: [f64; 3]) -> [Workload; 1] {
        let mut workload = sample::workload();
        let time = &mut workload.rows[2].time;
        (time.low, time.median, time.high) = (low, median, high);
        [workload]
    }

    #[test]
    fn a_win_needs_a_sentence() {
        let workloads = with_opool([0.9, 1.0, 1.1]);
        let error = check(&workloads, &[]).expect_err("nobody says why");
        assert!(error.starts_with("`opool Pool` wins `pairs` (0.50 of our time)") && !error.contains('\n'), "{error}");
        check(&workloads, &[OPOOL]).expect("it is explained");
        let found: Vec<_> =
            explained(&workloads[0], &[OPOOL]).map(|(row, reason)| (row.time.median, reason.why)).collect();
        assert_eq!(found, [(1.0, "It knows the future.")]);
    }

    #[test]
    fn a_sentence_on_another_contender_is_not_enough() {
        let other = Reason { contender: "object-pool", ..OPOOL };
        let error = check(&with_opool([0.9, 1.0, 1.1]), &[other]).expect_err("nobody says why");
        assert!(error.contains("`opool Pool` wins"), "{error}");
    }

    #[test]
    fn a_lead_within_the_noise_needs_none_and_may_keep_one() {
        let workloads = with_opool([1.8, 1.9, 2.0]);
        check(&workloads, &[]).expect("within the quartiles");
        check(&workloads, &[OPOOL]).expect("still faster");
    }

    #[test]
    fn a_sentence_without_a_lead_is_stale() {
        let error = check(&with_opool([16.0, 17.0, 18.0]), &[OPOOL]).expect_err("it is slower");
        assert!(error.starts_with("`opool Pool` is not faster at `pairs` any more"), "{error}");
    }

    #[test]
    fn a_sentence_on_what_was_not_measured_is_stale() {
        let workloads = with_opool([0.9, 1.0, 1.1]);
        let unknown = [Reason { workload: "gone", ..OPOOL }, Reason { contender: "gone", ..OPOOL }];
        for reason in unknown {
            let error = check(&workloads, &[OPOOL, reason]).expect_err("it was not measured");
            assert!(error.contains("not in this run"), "{error}");
        }
    }
}
