//! How a row is measured and judged.

use std::path::PathBuf;
use std::time::Instant;

use super::instructions;
use super::lane::{self, Lane};
use super::search;
use super::verdict::{Check, Line};
use super::worker::Order;
use crate::compare::Allocator;
use crate::sizes::grid::{PAIRS, Who, peers};
use crate::sizes::work::{Job, THREADS, Work};

/// Ours without limits, in relation to ours with the best limits.
const TUNED: f64 = 1.25;
/// Ours in relation to a `Box` for each object.
const BOX: f64 = 0.5;
/// Our share of the time of a pipe in relation to the best peer's.
const SHARE: f64 = 1.0 / 3.0;
/// Takes that miss, in percent.
const MISSES: f64 = 0.1;
/// Ours with a full budget in relation to single allocations.
const FULL: f64 = 1.1;
/// Instructions of a thread that uses four types and ends, beside those of an empty thread, when each thread had stacks
/// of a fixed size (commit 21db8a7, rustc 1.95, glibc 2.36).
const THREAD_ONCE: f64 = 8_500.0;
const MIB: f64 = (1 << 20) as f64;
/// Candidates of the search that are measured well.
const FINALISTS: usize = 3;
/// Rounds of the workloads with many threads, which take long.
const FEW: usize = 5;
/// Processes for figures that a process has once.
const PROCESSES: usize = 7;

/// How the rows are measured.
pub struct Options {
    pub rounds: usize,
    /// The folder of the workers whose types with limits ours are compared with. It may be that of another build.
    pub tuned: Option<PathBuf>,
}

/// A workload, and how it is judged.
pub struct Row {
    pub name: String,
    pub work: Work,
    /// The environment variable `POOLED_TYPES`.
    pub settings: Option<String>,
    pub rule: Rule,
}

/// What a row is judged by.
#[derive(Clone, Copy)]
pub enum Rule {
    /// By the best limits and by a `Box`.
    Sizes,
    /// By the best limits, and by the best peer.
    Pipe,
    /// By misses.
    Misses,
    /// By single allocations.
    Full,
    /// By a `Box` of glibc and of mimalloc.
    Mixed,
    /// By a pool that is written by hand, and by bytes.
    Once { times: f64, bytes: f64 },
    /// By instructions.
    Threads,
    /// By bytes.
    Held { limit: f64 },
    /// By processor time of one operation.
    Ageing,
}

impl Row {
    /// Measures and judges.
    pub fn judge(&self, options: &Options) -> Line {
        let start = Instant::now();
        let (ours, unit, checks) = match self.rule {
            Rule::Sizes => self.sizes(options),
            Rule::Pipe => self.pipe(options),
            Rule::Misses => self.misses(options),
            Rule::Full => self.full(options),
            Rule::Mixed => self.mixed(options),
            Rule::Once { times, bytes } => self.once(times, bytes, options),
            Rule::Threads => self.threads(),
            Rule::Held { limit } => self.held(limit),
            Rule::Ageing => self.ageing(),
        };
        let tuned = matches!(self.rule, Rule::Sizes | Rule::Pipe).then(|| checks[0].value);
        let took = start.elapsed().as_secs_f64();
        Line { row: self.name.clone(), ours, unit: unit.to_owned(), tuned, checks, took }
    }

    fn order(&self, who: Who, allocator: Allocator) -> Order {
        let job = Job { work: self.work, who, rounds: None };
        Order { program: allocator.program(), job, settings: self.settings.clone() }
    }

    fn ordinary(&self, who: Who) -> Order {
        self.order(who, Allocator::Glibc)
    }

    fn tuned(&self, who: Who, options: &Options) -> Order {
        let order = self.ordinary(who);
        let name = order.program.file_name().unwrap_or_default();
        match &options.tuned {
            Some(folder) => Order { program: folder.join(name), ..order },
            None => order,
        }
    }

    /// The lanes of the best limits.
    fn finalists(&self, options: &Options) -> Vec<(Who, Order)> {
        let found = search::best(&self.tuned(Who::Untuned, options), search::pairs(), FINALISTS);
        found.into_iter().map(|who| (who.clone(), self.tuned(who, options))).collect()
    }

    fn sizes(&self, options: &Options) -> Judged {
        let finalists = self.finalists(options);
        let mut orders = vec![self.ordinary(Who::Untuned), self.ordinary(Who::Boxed)];
        orders.extend(finalists.iter().map(|(_, order)| order.clone()));
        let lanes = run(orders, options.rounds);
        let ours = lanes[0].median(0);
        let checks = vec![
            against_tuned(ours, &finalists, &lanes[2..]),
            Check::ratio("glibc, in a Box", ours, lanes[1].median(0), BOX),
            Check::note("misses, %", 100.0 * lanes[0].mean(1)),
        ];
        (ours, "ns", checks)
    }

    fn pipe(&self, options: &Options) -> Judged {
        let finalists = self.finalists(options);
        let rivals = search::best(&self.ordinary(Who::Untuned), peers(), FINALISTS - 1);
        let mut orders = vec![self.ordinary(Who::Untuned), self.ordinary(Who::Nothing)];
        orders.extend(finalists.iter().map(|(_, order)| order.clone()));
        orders.extend(rivals.iter().map(|who| self.ordinary(who.clone())));
        let lanes = run(orders, options.rounds);
        let (ours, nothing) = (lanes[0].median(0), lanes[1].median(0));
        let (tuned, peers) = lanes[2..].split_at(finalists.len());
        let (peer, theirs) = least(&rivals, peers);
        let (our_share, their_share) = (ours - nothing, theirs - nothing);
        let share = format!("share of {our_share:.1}: {}, {their_share:.1}", name(&peer));
        let checks = vec![
            against_tuned(ours, &finalists, tuned),
            Check { theirs: Some(theirs), ..Check::ratio(share, our_share, their_share, SHARE) },
            Check::figure("misses, %", 100.0 * lanes[0].mean(1), MISSES),
        ];
        (ours, "ns", checks)
    }

    fn misses(&self, options: &Options) -> Judged {
        let peers: Vec<Who> = if self.work == Work::Exchange { peers() } else { Vec::new() };
        let mut orders = vec![self.ordinary(Who::Untuned), self.ordinary(Who::Boxed)];
        orders.extend(peers.iter().map(|who| self.ordinary(who.clone())));
        let lanes = run(orders, options.rounds.min(FEW));
        let ours = lanes[0].median(0);
        let mut checks = vec![
            Check::figure("misses, %", 100.0 * lanes[0].mean(1), MISSES),
            Check { theirs: Some(lanes[1].median(0)), ..Check::note("glibc, in a Box", ours / lanes[1].median(0)) },
        ];
        if self.work == Work::Exchange {
            let last = |lane: &Lane| lane.median(3);
            let best = peers.iter().zip(&lanes[2..]).min_by(|(_, a), (_, b)| last(a).total_cmp(&last(b)));
            checks.push(Check::note("99 % of takes, ns", lanes[0].median(2)));
            checks.push(Check::note("99.9 % of takes, ns", last(&lanes[0])));
            checks.push(Check::note("99.9 % of takes, glibc, ns", last(&lanes[1])));
            checks
                .extend(best.map(|(who, lane)| Check::note(format!("99.9 % of takes, {}, ns", name(who)), last(lane))));
        }
        (ours, "ns", checks)
    }

    fn full(&self, options: &Options) -> Judged {
        let lanes = run([Who::Untuned, Who::Singly].map(|who| self.ordinary(who)), options.rounds);
        let ours = lanes[0].median(0);
        let misses = Check::note("misses, %", 100.0 * lanes[0].mean(1));
        (ours, "ns", vec![Check::ratio("single allocations", ours, lanes[1].median(0), FULL), misses])
    }

    fn mixed(&self, options: &Options) -> Judged {
        let boxed = |allocator| self.order(Who::Boxed, allocator);
        let orders = [self.ordinary(Who::Untuned), boxed(Allocator::Glibc), boxed(Allocator::Mimalloc)];
        let lanes = run(orders, options.rounds);
        let ours = lanes[0].median(0);
        let check = |what, lane: &Lane| Check::ratio(what, ours, lane.median(0), 1.0);
        (ours, "ns", vec![check("glibc, in a Box", &lanes[1]), check("mimalloc, in a Box", &lanes[2])])
    }

    fn once(&self, times: f64, bytes: f64, options: &Options) -> Judged {
        let whos = [Who::Untuned, Who::ByHand];
        let time = fresh(whos.clone().map(|who| self.ordinary(who)), options.rounds.max(PROCESSES));
        let size = fresh(whos.map(|who| self.order(who, Allocator::Counting)), 1);
        let ours = time[0].median(0);
        let own = size[0].median(1);
        let checks = vec![
            Check::ratio("a pool by hand", ours, time[1].median(0), times),
            Check { theirs: Some(size[1].median(1)), ..Check::figure("bytes a type", own, bytes) },
        ];
        (ours, "ns", checks)
    }

    fn threads(&self) -> Judged {
        let each = |who| instructions::a_round(&self.ordinary(who)) / THREADS as f64;
        let nothing = each(Who::Nothing);
        let ours = each(Who::Untuned) - nothing;
        let checks = vec![Check::ratio("with stacks of a fixed size", ours, THREAD_ONCE, 0.5)];
        (ours, "instr.", checks)
    }

    fn held(&self, limit: f64) -> Judged {
        let lanes = fresh([self.order(Who::Untuned, Allocator::Counting)], 1);
        let ours = lanes[0].median(0) / MIB;
        (ours, "MiB", vec![Check::figure("MiB held at the end", ours, limit)])
    }

    fn ageing(&self) -> Judged {
        let lanes = fresh([self.ordinary(Who::Untuned)], PROCESSES);
        let ours = lanes[0].median(0);
        let checks = vec![
            Check::figure("worst take or return, µs of processor", ours, 100.0),
            Check::figure("objects that are idle at the end", lanes[0].median(2), 1000.0),
            Check::note("worst return of the burst before, µs", lanes[0].median(1)),
        ];
        (ours, "µs", checks)
    }
}

/// Our main figure, its unit, and what is said of it.
type Judged = (f64, &'static str, Vec<Check>);

fn run(orders: impl IntoIterator<Item = Order>, rounds: usize) -> Vec<Lane> {
    let mut lanes: Vec<Lane> = orders.into_iter().map(|order| Lane::new(order, rounds)).collect();
    lane::run(&mut lanes, rounds);
    lanes
}

fn fresh(orders: impl IntoIterator<Item = Order>, rounds: usize) -> Vec<Lane> {
    let mut lanes: Vec<Lane> = orders.into_iter().map(Lane::fresh).collect();
    lane::run(&mut lanes, rounds);
    lanes
}

/// The contender with the least median, and the median.
fn least(whos: &[Who], lanes: &[Lane]) -> (Who, f64) {
    let times = whos.iter().zip(lanes).map(|(who, lane)| (who.clone(), lane.median(0)));
    times.min_by(|(_, a), (_, b)| a.total_cmp(b)).unwrap_or((Who::Nothing, f64::NAN))
}

fn against_tuned(ours: f64, finalists: &[(Who, Order)], lanes: &[Lane]) -> Check {
    let whos: Vec<Who> = finalists.iter().map(|(who, _)| who.clone()).collect();
    let (who, theirs) = least(&whos, lanes);
    Check::ratio(name(&who), ours, theirs, TUNED)
}

fn name(who: &Who) -> String {
    match who {
        Who::Untuned => "pooled-types".to_string(),
        Who::Tuned(pair) => format!("capacity = {}, depot = {}", PAIRS[*pair].0, PAIRS[*pair].1),
        Who::Boxed => "a Box".to_string(),
        Who::Singly => "single allocations".to_string(),
        Who::Nothing => "nothing".to_string(),
        Who::Peer(name) => name.clone(),
        Who::ByHand => "a pool by hand".to_string(),
    }
}
