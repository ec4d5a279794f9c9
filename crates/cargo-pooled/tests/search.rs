//! The suggested order against all orders, and against a long search.
//!
//! A program of its own, because it limits the time of a search, which needs a processor for itself.

mod support;

use cargo_pooled::search::suggest;
use support::{Figures, HEATS, Random, Shape, figures, is_long, structure};

/// The figures of the best order of all, and the first of the best orders.
fn best_of_all(shapes: &[Shape], line: usize) -> (Figures, Vec<usize>) {
    let mut order: Vec<usize> = (0..shapes.len()).collect();
    let mut best = (figures(shapes, &order, line), order.clone());
    while next_permutation(&mut order) {
        let figures = figures(shapes, &order, line);
        if figures < best.0 {
            best = (figures, order.clone());
        }
    }
    best
}

/// The next in the order of a dictionary.
fn next_permutation(order: &mut [usize]) -> bool {
    let Some(at) = (1..order.len()).rev().find(|&at| order[at - 1] < order[at]) else { return false };
    let with = (at..order.len()).rev().find(|&with| order[with] > order[at - 1]).expect("the one at `at` is");
    order.swap(at - 1, with);
    order[at..].reverse();
    true
}

fn suggested(shapes: &[Shape], line: usize) -> (Figures, Vec<usize>, bool) {
    let suggestion = suggest(&structure(shapes, line));
    let then = figures(shapes, &suggestion.order, line);
    let said = suggestion.then;
    let said = (said.hot_lines, said.hot_straddles, said.size, said.warm_lines, said.straddles);
    assert_eq!(said, then, "{shapes:?}");
    (then, suggestion.order, suggestion.exact)
}

#[test]
fn equals_an_exhaustive_search() {
    let structs = match (is_long(), cfg!(debug_assertions)) {
        (true, false) => 10_000,
        (true, true) => 200,
        _ => 40,
    };
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    for _ in 0..structs {
        let fields = if is_long() { 1 + random.below(8) } else { 1 + random.below(7) };
        let (shapes, line) = (random.shapes(fields), [64, 64, 64, 128][random.below(4)]);
        let (then, order, exact) = suggested(&shapes, line);
        assert_eq!(((then, order), exact), (best_of_all(&shapes, line), true), "{line} {shapes:?}");
    }
}

#[test]
fn is_found_wanting_by_no_long_search() {
    let structs = match (is_long(), cfg!(debug_assertions)) {
        (true, false) => 1_000,
        (true, true) => 20,
        _ => 4,
    };
    let (mut random, mut exact, mut straddling) = (Random(0x2545_f491_4f6c_dd1d), 0, 0);
    for _ in 0..structs {
        let fields = 9 + random.below(52);
        let shapes = random.shapes(fields);
        let (then, _, is_exact) = suggested(&shapes, 64);
        exact += usize::from(is_exact);
        let other = long_search(&shapes, 64, &mut random, then);
        let but_straddles = |of: Figures| (of.0, of.1, of.2, of.3);
        assert!(
            but_straddles(then) <= but_straddles(other),
            "{fields} fields: {then:?} where {other:?} is possible: {shapes:?}"
        );
        assert!(then <= other || !is_exact, "called exact: {then:?} where {other:?} is possible: {shapes:?}");
        straddling += usize::from(then > other);
        assert!(then <= figures(&shapes, &(0..fields).collect::<Vec<_>>(), 64));
    }
    println!("{exact} of {structs} called exact, {straddling} with more straddling fields than need be");
    assert!(straddling * 100 <= structs, "{straddling} of {structs} have more straddling fields than need be");
}

/// Annealing by swaps and moves from several random orders; ends early if it beats `target`.
fn long_search(shapes: &[Shape], line: usize, random: &mut Random, target: Figures) -> Figures {
    let mut best = (usize::MAX, 0, 0, 0, 0);
    for _ in 0..if is_long() { 6 } else { 2 } {
        let mut order: Vec<usize> = (0..shapes.len()).collect();
        for at in (1..order.len()).rev() {
            order.swap(at, random.below(at + 1));
        }
        best = best.min(anneal(shapes, line, random, order));
        if best < target {
            break;
        }
    }
    best
}

fn anneal(shapes: &[Shape], line: usize, random: &mut Random, mut order: Vec<usize>) -> Figures {
    let steps = if is_long() { 60_000 } else { 4_000 };
    let mut now = figures(shapes, &order, line);
    let mut best = now;
    for step in 0..steps {
        let (from, to, is_swap) = (random.below(order.len()), random.below(order.len()), random.below(2) == 0);
        change(&mut order, from, to, is_swap);
        let then = figures(shapes, &order, line);
        let is_warm = step < steps * 3 / 4 && random.below(steps) > step * 4 / 3 && random.below(8) == 0;
        if then <= now || (is_warm && then.0 <= now.0 + 1) {
            now = then;
            best = best.min(now);
        } else {
            change(&mut order, to, from, is_swap);
        }
    }
    best
}

/// Swaps two fields, or moves one. With `from` and `to` the other way round, it undoes itself.
fn change(order: &mut Vec<usize>, from: usize, to: usize, is_swap: bool) {
    if is_swap {
        order.swap(from, to);
    } else {
        let field = order.remove(from);
        order.insert(to, field);
    }
}

#[test]
fn a_type_of_any_size_is_answered_soon() {
    let different: Vec<Shape> = (1..=120).map(|size| (size, 1, HEATS[size % HEATS.len()])).collect();
    for shapes in [different, Random(7).shapes(100), Random(7).shapes(1_000)] {
        let fields = shapes.len();
        let begun = std::time::Instant::now();
        let (then, ..) = suggested(&shapes, 64);
        assert!(then <= figures(&shapes, &(0..fields).collect::<Vec<_>>(), 64));
        assert!(begun.elapsed().as_secs() < 30, "{:?}", begun.elapsed());
    }
}
