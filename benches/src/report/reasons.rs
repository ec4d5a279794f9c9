//! Why other contenders win a workload, and what to use then. It is written by hand, and checked against each run.

use crate::report::standing::{others, ours, ratio, standing};
use crate::results::{Row, Workload};

/// A sentence on contenders at one workload.
pub(super) struct Reason {
    /// [`Workload::id`].
    pub(super) workload: &'static str,
    /// [`Row::contender`] of each contender that it is about.
    pub(super) contenders: &'static [&'static str],
    /// Why they win, and what to use then.
    pub(super) why: &'static str,
}

const BY_VALUE: &[&str] = &["glibc, by value", "mimalloc, by value", "jemalloc, by value"];
const IN_PLACE: &[&str] = &["reuse in place"];

/// All reasons. A win without a reason stops the report. So does a reason none of whose contenders is faster.
pub(super) const KNOWN: &[Reason] = &[
    Reason {
        workload: "empty_struct",
        contenders: BY_VALUE,
        why: "an object that owns nothing costs nothing on the stack. Do not pool such a type.",
    },
    Reason { workload: "empty_struct", contenders: IN_PLACE, why: ONE_VARIABLE },
    Reason { workload: "buffer_1k", contenders: IN_PLACE, why: ONE_VARIABLE },
    Reason { workload: "generic", contenders: IN_PLACE, why: ONE_VARIABLE },
    Reason {
        workload: "first_take",
        contenders: &[
            "opool LocalPool",
            "lifeguard",
            "derivable-object-pool",
            "object-pool",
            "lockfree-object-pool linear",
            "lockfree-object-pool mutex",
            "lockfree-object-pool spin lock",
        ],
        why: "the first take of a type on a thread makes the thread's stack for that type. It also enters the stack in \
              lists, where statistics, trims and the end of the thread find it. These pools have none of that. The \
              cost comes once for each type on each thread. `warm` pays it at a time of your choice. Threads that live \
              for a few takes are better off without a pool.",
    },
    Reason {
        workload: "first_take",
        contenders: &["glibc, in a Box", "mimalloc, in a Box", "jemalloc, in a Box"],
        why: "one object is all that is allocated. Do not pool what is needed once.",
    },
    Reason {
        workload: "first_take",
        contenders: BY_VALUE,
        why: "one object is all that is made, on the stack. Do not pool what is needed once.",
    },
    Reason {
        workload: "thread",
        contenders: &["mimalloc, in a Box", "mimalloc, by value", "jemalloc, in a Box", "jemalloc, by value"],
        why: "what a thread itself allocates when it starts costs less with these allocators, with a pool or without. \
              So compare these rows with the rows of `pooled-types` with the same allocator.",
    },
];

const ONE_VARIABLE: &str =
    "one variable that is reset and used again needs no pool. Where one function uses one object at a time, do that.";

/// Whether every win is explained, and everything explained is faster.
pub(super) fn check(workloads: &[Workload], known: &[Reason]) -> Result<(), String> {
    for workload in workloads {
        if let Some(winner) = unexplained(workload, known) {
            return Err(format!(
                "`{}` wins `{}` ({:.2} of our time): say why and what to use then, in KNOWN of \
                 benches/src/report/reasons.rs",
                winner.contender,
                workload.id,
                ratio(winner, ours(workload)),
            ));
        }
    }
    match known.iter().find(|reason| is_stale(reason, workloads)) {
        Some(Reason { workload, contenders, .. }) => Err(format!(
            "`{}` is not faster at `{workload}` any more, or not in this run: remove its line from KNOWN of \
             benches/src/report/reasons.rs",
            contenders.join("`, `")
        )),
        None => Ok(()),
    }
}

/// The reasons of a workload, each with those of its contenders that are faster.
pub(super) fn explained<'a>(
    workload: &'a Workload,
    known: &'a [Reason],
) -> impl Iterator<Item = (Vec<&'a Row>, &'a Reason)> {
    let of_workload = known.iter().filter(|reason| reason.workload == workload.id);
    let faster =
        |reason: &Reason| others(workload).filter(|row| is_about(reason, row) && leads(row, workload)).collect();
    of_workload.map(move |reason| (faster(reason), reason)).filter(|(rows, _): &(Vec<_>, _)| !rows.is_empty())
}

fn is_about(reason: &Reason, row: &Row) -> bool {
    reason.contenders.contains(&row.contender.as_str())
}

fn leads(row: &Row, workload: &Workload) -> bool {
    standing(row, ours(workload)).leads()
}

fn unexplained<'a>(workload: &'a Workload, known: &[Reason]) -> Option<&'a Row> {
    let is_known = |row: &Row| known.iter().any(|reason| reason.workload == workload.id && is_about(reason, row));
    others(workload).find(|row| standing(row, ours(workload)).is_win() && !is_known(row))
}

/// Whether none of its contenders leads. A lead within the noise is enough, so that no reason comes and goes with the
/// runs.
fn is_stale(reason: &Reason, workloads: &[Workload]) -> bool {
    !workloads.iter().any(|workload| explained(workload, std::slice::from_ref(reason)).next().is_some())
}

#[cfg(test)]
mod tests {
    use super::{Reason, check, explained};
    use crate::report::sample;
    use crate::results::Workload;

    const OPOOL: Reason = Reason { workload: "pairs", contenders: &["opool Pool"], why: "It knows the future." };

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
        let found: Vec<_> = explained(&workloads[0], &[OPOOL])
            .map(|(rows, reason)| (rows[0].time.median, rows.len(), reason.why))
            .collect();
        assert_eq!(found, [(1.0, 1, "It knows the future.")]);
    }

    #[test]
    fn a_sentence_on_another_contender_is_not_enough() {
        let other = Reason { contenders: &["object-pool"], ..OPOOL };
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
        let unknown = [Reason { workload: "gone", ..OPOOL }, Reason { contenders: &["gone"], ..OPOOL }];
        for reason in unknown {
            let error = check(&workloads, &[OPOOL, reason]).expect_err("it was not measured");
            assert!(error.contains("not in this run"), "{error}");
        }
    }
}
