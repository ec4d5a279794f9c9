//! A good order, by changing others as long as that makes them better.
//!
//! First the straddling fields of any heat do not count, then they do. An order that is worse in these alone may lead
//! to a better one.

use pooled_layout::figures::Figures;

use super::problem::Problem;
use super::{construct, exact, figures};

/// The fields that may be placed, one at a time, in all trials, by the descents and again by the wandering: about
/// a tenth of a second for each of the four.
const WORK: usize = 10_000_000;

/// The better of what the starts come to.
pub(super) fn good_order(problem: &Problem) -> Vec<usize> {
    let declared: Vec<usize> = (0..problem.items.len()).collect();
    let mut starts = vec![declared, construct::falling(problem), construct::construct(problem)];
    starts.extend(best_hot(problem).map(|hot| construct::behind(problem, hot)));
    starts.sort_by_key(|order| problem.figures(order));
    let best = improve(problem, figures::but_straddles, starts);
    improve(problem, |figures| figures, vec![best])
}

/// The best of what the starts come to, by what is seen of their figures.
fn improve(problem: &Problem, seen: fn(Figures) -> Figures, starts: Vec<Vec<usize>>) -> Vec<usize> {
    let mut descent = Descent { problem, seen, bound: seen(problem.lower_bound()), work: WORK };
    let ends = starts.into_iter().map(|order| descent.descend(order));
    let best = ends.min_by_key(|order| problem.figures(order)).unwrap_or_default();
    wander(&descent, best)
}

/// Swaps and moves fields at random, and returns the best order that was seen. A change is kept if the order then has
/// at most one straddling field more than the best, and is no worse in the rest: such orders lead to better ones. The
/// result for a type is the same every time.
fn wander(Descent { problem, seen, bound, .. }: &Descent<'_>, mut order: Vec<usize>) -> Vec<usize> {
    let mut best = (problem.figures(&order), order.clone());
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    let mut tries = WORK / order.len().max(1);
    while seen(best.0) > *bound && tries > 0 {
        tries -= 1;
        let (from, to) = (random.below(order.len()), random.below(order.len()));
        let is_swap = random.below(2) == 0;
        if is_swap {
            order.swap(from, to);
        } else {
            shift(&mut order, from, to);
        }
        let figures = problem.figures(&order);
        if figures < best.0 {
            best = (figures, order.clone());
        }
        let mut limit = seen(best.0);
        limit.straddles += 1;
        if seen(figures) > limit {
            if is_swap {
                order.swap(from, to);
            } else {
                shift(&mut order, to, from);
            }
        }
    }
    best.1
}

/// Numbers that look random: xorshift.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from((self.0 >> 32) % limit as u64).expect("below a usize")
    }
}

/// The hot fields alone in their best order, if there are few enough different ones.
fn best_hot(problem: &Problem) -> Option<Vec<usize>> {
    let hot: Vec<usize> = (0..problem.items.len()).filter(|&at| problem.items[at].heat.is_hot()).collect();
    let items: Vec<_> = hot.iter().map(|&at| problem.items[at]).collect();
    let alone = Problem { items, align: 1, line: problem.line };
    Some(exact::best_order(&alone, figures::never())?.into_iter().map(|at| hot[at]).collect())
}

struct Descent<'a> {
    problem: &'a Problem,
    /// The part of the figures that counts.
    seen: fn(Figures) -> Figures,
    bound: Figures,
    work: usize,
}

impl Descent<'_> {
    /// Swaps two fields, or moves one, until no such change makes the order better, or the bound is reached, or the
    /// work is used up.
    fn descend(&mut self, mut order: Vec<usize>) -> Vec<usize> {
        let mut best = self.figures(&order);
        while best > self.bound {
            let Some((better, figures)) = self.step(&mut order, best) else { return order };
            (order, best) = (better, figures);
        }
        order
    }

    /// The first better order that is one change away.
    fn step(&mut self, order: &mut Vec<usize>, best: Figures) -> Option<(Vec<usize>, Figures)> {
        for from in 0..order.len() {
            for to in 0..order.len() {
                self.work = self.work.checked_sub(2 * order.len())?;
                let swapped = self.try_order(order, best, |order| order.swap(from, to), |order| order.swap(from, to));
                if let Some(found) = swapped {
                    return Some(found);
                }
                let moved = self.try_order(order, best, |order| shift(order, from, to), |order| shift(order, to, from));
                if let Some(found) = moved {
                    return Some(found);
                }
            }
        }
        None
    }

    fn figures(&self, order: &[usize]) -> Figures {
        (self.seen)(self.problem.figures(order))
    }

    fn try_order(
        &self,
        order: &mut Vec<usize>,
        best: Figures,
        change: impl Fn(&mut Vec<usize>),
        undo: impl Fn(&mut Vec<usize>),
    ) -> Option<(Vec<usize>, Figures)> {
        change(order);
        let figures = self.figures(order);
        if figures < best {
            return Some((order.clone(), figures));
        }
        undo(order);
        None
    }
}

/// Moves the field at `from` so that it is at `to`.
fn shift(order: &mut Vec<usize>, from: usize, to: usize) {
    let field = order.remove(from);
    order.insert(to, field);
}
