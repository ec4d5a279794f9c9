//! Orders that are good to start with.
//!
//! `pooled_layout::suggest` has the same construction in `const fn`. It is not used here: it knows lines of 64 and 128
//! bytes only, while `--line` goes up to 1,024; and the descents also need the construction behind hot fields in an
//! order of their own.

use std::cmp::Reverse;

use super::item::{Item, end_of};
use super::problem::Problem;

/// First the hot fields by falling alignment, which leaves no hole between them. Then the warm fields by rising
/// alignment, together with the cold fields that leave the least padding behind them. Then the other cold fields by
/// rising alignment. Last the fields that are not hot and are aligned to a line or more. No order has fewer hot lines
/// or a smaller size.
pub(super) fn construct(problem: &Problem) -> Vec<usize> {
    let mut hot = choose(problem, |item| item.heat.is_hot());
    hot.sort_by_key(|&at| Reverse(problem.items[at].align));
    behind(problem, hot)
}

/// The construction behind hot fields in a given order.
pub(super) fn behind(problem: &Problem, hot: Vec<usize>) -> Vec<usize> {
    let is_wide = |item: &Item| item.align >= problem.line;
    let mut warm = choose(problem, |item| !item.heat.is_hot() && !item.heat.is_cold() && !is_wide(item));
    let mut cold = choose(problem, |item| item.heat.is_cold() && !is_wide(item));
    let mut wide = choose(problem, |item| !item.heat.is_hot() && is_wide(item));
    let widest = warm.iter().map(|&at| problem.items[at].align).max().unwrap_or(1);
    let hot_end = end_of(hot.iter().map(|&at| problem.items[at]));
    let before = hot_end + warm.iter().map(|&at| problem.items[at].size).sum::<usize>();
    let filler = filler(problem, &cold, before, widest);
    cold.retain(|at| !filler.contains(at));
    warm.extend(filler);
    for class in [&mut warm, &mut cold, &mut wide] {
        class.sort_by_key(|&at| (problem.items[at].align, at));
    }
    [hot, warm, cold, wide].concat()
}

fn choose(problem: &Problem, is_in: impl Fn(&Item) -> bool) -> Vec<usize> {
    (0..problem.items.len()).filter(|&at| is_in(&problem.items[at])).collect()
}

/// The cold fields that, added to `before`, come nearest below a multiple of `modulus`; among such sets the one of the
/// fewest bytes. It is a subset sum over remainders.
fn filler(problem: &Problem, cold: &[usize], before: usize, modulus: usize) -> Vec<usize> {
    let mut sets: Vec<Option<(usize, Vec<usize>)>> = vec![None; modulus];
    sets[0] = Some((0, Vec::new()));
    for &at in cold.iter().filter(|&&at| problem.items[at].align < modulus) {
        add_to_sets(&mut sets, at, problem.items[at].size);
    }
    let wanted = (0..modulus).map(|padding| (2 * modulus - before % modulus - padding) % modulus);
    let mut found = wanted.filter_map(|rest| sets.get(rest)?.clone());
    found.next().map_or_else(Vec::new, |(_, set)| set)
}

fn add_to_sets(sets: &mut [Option<(usize, Vec<usize>)>], at: usize, size: usize) {
    let (before, slots) = (sets.to_vec(), sets.len());
    for (from, set) in before.iter().enumerate() {
        let Some((bytes, set)) = set else { continue };
        let to = (from + size) % slots;
        let is_less = sets[to].as_ref().is_none_or(|(fewest, _)| bytes + size < *fewest);
        if is_less {
            sets[to] = Some((bytes + size, [set.as_slice(), &[at]].concat()));
        }
    }
}

/// By falling alignment and then by falling size; fields of no size are in front. Go's fieldalignment does the same.
pub(super) fn falling(problem: &Problem) -> Vec<usize> {
    let mut order = choose(problem, |_| true);
    order.sort_by_key(|&at| (problem.items[at].size > 0, Reverse((problem.items[at].align, problem.items[at].size))));
    order
}
