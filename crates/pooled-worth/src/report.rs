//! The report of a measurement, in words.

use core::fmt;

use super::figures::{time, times};
use super::spread::{Spread, UseCost};
use super::verdict::{MARGIN, Verdict, is_near};
use crate::worth::Worth;
use pooled_runtime::__private::without_paths;
use pooled_runtime::Mode;

/// Something that happens in this part of the uses or more gets a remark.
const OFTEN: f64 = 0.01;

impl fmt::Display for Worth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let verdict = self.verdict().map_or("no verdict".to_owned(), |verdict| verdict.to_string());
        writeln!(f, "{}: {verdict}", without_paths(self.name))?;
        write_row(f, "fresh", &self.fresh)?;
        write_row(f, "fresh, in a Box", &self.boxed)?;
        write_row(f, "pooled", &self.pooled)?;
        write!(
            f,
            "  (a use of an object: the median of {} rounds, and the middle half of them",
            self.pooled.time.rounds
        )?;
        if self.held > 1 {
            write!(f, "; {} objects held at a time", self.held)?;
        }
        f.write_str(")")?;
        self.sentences().iter().try_for_each(|sentence| write!(f, "\n  {sentence}"))
    }
}

fn write_row(f: &mut fmt::Formatter<'_>, name: &str, cost: &UseCost) -> fmt::Result {
    let Spread { median, lower_quartile, upper_quartile, .. } = cost.time;
    let [median, lower, upper] = [median, lower_quartile, upper_quartile].map(time);
    write!(f, "  {name:<15} {median:>9}   {lower:>9} to {upper:>9}")?;
    match cost.allocations {
        Some(allocations) => writeln!(f, "   {allocations:>8.2} allocations"),
        None => writeln!(f),
    }
}

impl Worth {
    /// The sentences below the figures.
    fn sentences(&self) -> Vec<String> {
        let mut all = Vec::new();
        all.extend(self.wrong_mode());
        if !self.is_release {
            all.push(
                "Built with debug assertions: without optimisation times say nothing. Build with `--release`."
                    .to_owned(),
            );
        }
        if let Some(verdict) = self.verdict() {
            all.push(self.conclusion(verdict));
            all.extend(self.advice(verdict));
        }
        if self.mode == Mode::Normal {
            all.extend(self.remarks());
            all.extend(self.still_allocates());
        }
        if self.pooled.allocations.is_none() {
            all.push(
                "Allocations were not counted: install `CountingAllocator` as the `#[global_allocator]`.".to_owned(),
            );
        }
        all
    }

    fn wrong_mode(&self) -> Option<String> {
        let what = self.mode.distortion()?;
        Some(format!("{what}: measure without `POOLED_TYPES` and `configure`."))
    }

    fn conclusion(&self, verdict: Verdict) -> String {
        let Spread { median, lower_quartile, upper_quartile, .. } = self.ratio;
        let allocations = match self.allocations_avoided() {
            Some(avoided) if avoided >= OFTEN => format!(", and makes {avoided:.2} allocations fewer"),
            Some(avoided) if avoided <= -OFTEN => format!(", and makes {:.2} allocations more", -avoided),
            Some(_) => ", and makes as many allocations".to_owned(),
            None => String::new(),
        };
        let doubt = match verdict {
            Verdict::NoDifference if is_near(&self.ratio) => format!(
                " A difference within {:.0} % counts as none: where code and memory lie makes up as much.",
                MARGIN * 100.0
            ),
            Verdict::NoDifference => " Turns disagree: measure again when the machine does nothing else.".to_owned(),
            Verdict::Pool | Verdict::DoNotPool => String::new(),
        };
        let [median, lower, upper] = [median, lower_quartile, upper_quartile].map(times);
        format!(
            "A pooled use takes {median} times ({lower} to {upper}) as long as the faster fresh \
             one{allocations}.{doubt}"
        )
    }

    /// What to do instead of pooling. Advice to change the pool is not here: it stands beside its reason.
    fn advice(&self, verdict: Verdict) -> Option<String> {
        let pool_is_wrong = self.missed >= OFTEN || self.shrunk >= OFTEN;
        let how = if self.boxed.time.median < self.fresh.time.median * (1.0 - MARGIN) {
            "in a `Box`"
        } else {
            "as a plain value"
        };
        match verdict {
            Verdict::NoDifference if !pool_is_wrong && is_near(&self.ratio) => {
                Some("Leave the pool out: it saves no time here.".to_owned())
            }
            Verdict::DoNotPool if !pool_is_wrong => {
                Some(format!("Make a fresh one for each use, {how}, or clear and reuse one of your own."))
            }
            Verdict::NoDifference | Verdict::DoNotPool | Verdict::Pool => None,
        }
    }

    /// What the pool does not save.
    fn still_allocates(&self) -> Option<String> {
        let allocations = self.pooled.allocations.filter(|allocations| *allocations >= OFTEN)?;
        let place = self.first_allocation.as_ref();
        let place = place.map_or_else(
            || "build with debug information to see where".to_owned(),
            |place| format!("the first is at {place}"),
        );
        Some(format!("A pooled use still makes {allocations:.2} allocations: {place}."))
    }

    /// Work of the pool that costs more than it must.
    fn remarks(&self) -> impl Iterator<Item = String> {
        let Self { missed, refused, shrunk, .. } = *self;
        let missed_percent = missed * 100.0;
        let refused_percent = refused * 100.0;
        let remarks = [
            (
                // As many takes as there are refused objects would miss with any capacity.
                missed - refused,
                format!(
                    "{missed_percent:.0} % of the takes found no idle object: raise `capacity`, and measure again."
                ),
            ),
            (
                refused,
                format!(
                    "`validate` refused {refused_percent:.0} % of the objects, which are dropped, so that takes make \
                     fresh ones: \
                     let it pass more, and measure again."
                ),
            ),
            (
                shrunk,
                format!(
                    "{shrunk:.2} containers a use outgrew what is kept, and were shrunk: raise `max_capacity`, and \
                     measure again."
                ),
            ),
        ];
        remarks.into_iter().filter(|&(part, _)| part >= OFTEN).map(|(_, remark)| remark)
    }
}

#[cfg(test)]
mod tests {
    use super::{Mode, Spread, UseCost, Worth};

    fn around(median: f64) -> Spread {
        Spread::of([0.99, 1.0, 1.01].map(|part| part * median))
    }

    fn cost(median: f64, allocations: f64) -> UseCost {
        UseCost { time: around(median), allocations: Some(allocations) }
    }

    fn worth(fresh: f64, boxed: f64, pooled: f64) -> Worth {
        Worth {
            name: "app::Request<alloc::string::String>",
            held: 1,
            fresh: cost(fresh, 4.0),
            boxed: cost(boxed, 5.0),
            pooled: cost(pooled, 0.0),
            first_allocation: None,
            ratio: around(pooled / fresh.min(boxed)),
            missed: 0.0,
            refused: 0.0,
            shrunk: 0.0,
            mode: Mode::Normal,
            is_release: true,
        }
    }

    #[track_caller]
    fn check_end(worth: &Worth, verdict: &str, end: &[&str]) {
        let text = worth.to_string();
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines[0], format!("Request<String>: {verdict}"));
        assert_eq!(lines[5..], end.iter().map(|line| format!("  {line}")).collect::<Vec<_>>());
    }

    #[test]
    fn a_text_for_people() {
        let expected = "\
Request<String>: pool it
  fresh            400.0 ns    396.0 ns to  404.0 ns       4.00 allocations
  fresh, in a Box   50.0 µs     49.5 µs to   50.5 µs       5.00 allocations
  pooled           100.0 ns     99.0 ns to  101.0 ns       0.00 allocations
  (a use of an object: the median of 3 rounds, and the middle half of them; 8 objects held at a time)
  A pooled use takes 0.25 times (0.25 to 0.25) as long as the faster fresh one, and makes 4.00 allocations fewer.";
        assert_eq!(Worth { held: 8, ..worth(400.0, 50_000.0, 100.0) }.to_string(), expected);
    }

    #[test]
    fn what_to_do_instead() {
        let slower = "A pooled use takes 2.00 times (1.98 to 2.02) as long as the faster fresh one, and makes 4.00 \
            allocations fewer.";
        let value = "Make a fresh one for each use, as a plain value, or clear and reuse one of your own.";
        check_end(&worth(100.0, 150.0, 200.0), "don't pool it", &[slower, value]);
        let boxed = "Make a fresh one for each use, in a `Box`, or clear and reuse one of your own.";
        check_end(&worth(150.0, 100.0, 200.0), "don't pool it", &[slower, boxed]);
    }

    #[test]
    fn two_ways_to_make_no_difference() {
        let near = [
            "A pooled use takes 1.02 times (1.01 to 1.03) as long as the faster fresh one, and makes 4.00 allocations \
             fewer. A difference within 10 % counts as none: where code and memory lie makes up as much.",
            "Leave the pool out: it saves no time here.",
        ];
        check_end(&worth(100.0, 110.0, 102.0), "makes no difference", &near);
        let mut noisy = worth(100.0, 110.0, 70.0);
        noisy.ratio.upper_quartile = 1.3;
        let hidden = "A pooled use takes 0.70 times (0.69 to 1.30) as long as the faster fresh one, and makes 4.00 \
            allocations fewer. \
                      Turns disagree: measure again when the machine does nothing else.";
        check_end(&noisy, "makes no difference", &[hidden]);
    }

    #[test]
    fn a_pool_that_is_in_its_own_way() {
        let mut worth = Worth { missed: 0.5, refused: 0.25, shrunk: 1.0, ..worth(100.0, 150.0, 200.0) };
        worth.pooled.allocations = Some(6.0);
        let remarks = [
            "A pooled use takes 2.00 times (1.98 to 2.02) as long as the faster fresh one, and makes 2.00 allocations \
             more.",
            "50 % of the takes found no idle object: raise `capacity`, and measure again.",
            "`validate` refused 25 % of the objects, which are dropped, so that takes make fresh ones: let it pass \
             more, and measure again.",
            "1.00 containers a use outgrew what is kept, and were shrunk: raise `max_capacity`, and measure again.",
            "A pooled use still makes 6.00 allocations: build with debug information to see where.",
        ];
        check_end(&worth, "don't pool it", &remarks);
    }

    #[test]
    fn where_a_pooled_use_still_allocates() {
        let mut worth = worth(400.0, 500.0, 100.0);
        worth.pooled.allocations = Some(0.5);
        worth.first_allocation = Some("src/main.rs:7:9 in `app::fill`".to_owned());
        let end = [
            "A pooled use takes 0.25 times (0.25 to 0.25) as long as the faster fresh one, and makes 3.50 allocations \
             fewer.",
            "A pooled use still makes 0.50 allocations: the first is at src/main.rs:7:9 in `app::fill`.",
        ];
        check_end(&worth, "pool it", &end);
    }

    #[test]
    fn refusals_explain_as_many_misses() {
        let worth = Worth { missed: 0.25, refused: 0.25, ..worth(100.0, 150.0, 200.0) };
        assert!(!worth.to_string().contains("raise `capacity`"), "{worth}");
        assert!(worth.to_string().contains("`validate` refused 25 %"), "{worth}");
    }

    #[test]
    fn a_use_that_takes_hardly_any_time() {
        let text = worth(1e6, 1e6, 20.0).to_string();
        assert!(text.contains("takes 0.000020 times (0.000020 to 0.000020) as long"), "{text}");
    }

    #[test]
    fn no_verdict_where_times_mean_nothing() {
        let off = "Pools are switched off, so a pooled object is allocated too: measure without `POOLED_TYPES` and \
            `configure`.";
        let worth = worth(100.0, 150.0, 20.0);
        check_end(&Worth { mode: Mode::Off, missed: 1.0, ..worth.clone() }, "no verdict", &[off]);
        let track = "Pools are tracked, so takes and returns record what is live: measure without `POOLED_TYPES` and \
            `configure`.";
        check_end(&Worth { mode: Mode::Track, ..worth.clone() }, "no verdict", &[track]);
        let debug = "Built with debug assertions: without optimisation times say nothing. Build with `--release`.";
        check_end(&Worth { is_release: false, ..worth }, "no verdict", &[debug]);
    }

    #[test]
    fn allocations_that_were_not_counted_are_not_zero() {
        let mut worth = worth(400.0, 500.0, 100.0);
        for cost in [&mut worth.fresh, &mut worth.boxed, &mut worth.pooled] {
            cost.allocations = None;
        }
        let end = [
            "A pooled use takes 0.25 times (0.25 to 0.25) as long as the faster fresh one.",
            "Allocations were not counted: install `CountingAllocator` as the `#[global_allocator]`.",
        ];
        check_end(&worth, "pool it", &end);
        assert!(!worth.to_string().contains("0.00"));
    }
}
