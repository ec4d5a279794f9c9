//! The best of all orders, by a dynamic programme over the sets of fields that are still to be placed.
//!
//! The cost of the rest depends on three things: which fields are left (how many of each class of equal fields); the
//! offset within a line or within the largest alignment; and whether hot fields, and hot or warm fields, already touch
//! the line that is not full yet. All figures but the size are sums over the fields, and the size is that of the rest
//! plus what is in front. So the best rest is the same whatever came before it. At each place the first declared field
//! is chosen with which a best rest starts. This gives, of all best orders, the first in the order of declaration.

use std::collections::HashMap;

use pooled_layout::figures::{Figures, Tally};

use super::figures::never;
use super::item::Item;
use super::problem::Problem;

/// How many states are looked at before the search is given up.
const STATES: usize = 100_000;

/// How many fields are tried in these states before the search is given up: with many different fields, each state has
/// many to try. Both limits together take about a tenth of a second.
const TRIALS: usize = 4_000_000;

/// With more fields than this the search does not begin, because its recursion is as deep as there are fields.
const FIELDS: usize = 256;

/// The best order, if it is found within the budget. `good` are figures that some order has.
pub(super) fn best_order(problem: &Problem, good: Figures) -> Option<Vec<usize>> {
    let mut search = Search::new(problem, good)?;
    let start = State { left: search.all, at: 0, touched: [false; 2] };
    search.rest(start)?;
    Some(search.walk(start))
}

/// Equal fields.
struct Class {
    item: Item,
    /// As declared.
    members: Vec<usize>,
    /// How many of them are placed at the present state of the search.
    placed: usize,
    /// What one of them counts in [`State::left`].
    unit: u128,
}

impl Class {
    /// The first that is not placed.
    fn next(&self) -> Option<usize> {
        self.members.get(self.placed).copied()
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct State {
    /// How many of each class are left: the digits of this number.
    left: u128,
    /// The offset.
    at: usize,
    /// Whether hot fields touch the line that the offset is in, and whether hot or warm ones do.
    touched: [bool; 2],
}

/// The best rest: its figures, the field that it starts with, and the class of that.
type Rest = (Figures, usize, usize);

struct Search {
    classes: Vec<Class>,
    all: u128,
    align: usize,
    line: usize,
    /// The padding that an order may have at most.
    slack: usize,
    /// The bytes of the fields that are placed at the present state of the search.
    placed: usize,
    trials: usize,
    known: HashMap<State, Rest>,
}

impl Search {
    fn new(problem: &Problem, good: Figures) -> Option<Self> {
        let classes = classes(&problem.items)?;
        let all = classes.iter().map(|class| class.unit * class.members.len() as u128).sum();
        let bound = problem.lower_bound();
        // In what counts more than the size, no order is better. So no best order is larger.
        let is_least = good.hot_lines == bound.hot_lines && good.hot_straddles == bound.hot_straddles;
        let bytes = problem.items.iter().map(|item| item.size).sum::<usize>();
        let slack = if is_least { good.size - bytes } else { usize::MAX };
        let (align, line, known) = (problem.align, problem.line, HashMap::new());
        (problem.items.len() <= FIELDS).then_some(Self {
            classes,
            all,
            align,
            line,
            slack,
            placed: 0,
            trials: 0,
            known,
        })
    }

    /// The figures of the best rest; `None` if the budget is spent.
    fn rest(&mut self, state: State) -> Option<Figures> {
        if state.left == 0 {
            let size = state.at.next_multiple_of(self.align);
            return Some(Tally::new(self.line).figures(size));
        }
        if let Some((figures, ..)) = self.known.get(&state) {
            return Some(*figures);
        }
        let mut best = (never(), usize::MAX, usize::MAX);
        for class in 0..self.classes.len() {
            let Some(field) = self.classes[class].next() else { continue };
            let figures = self.with(state, class)?;
            if (figures, field) < (best.0, best.1) {
                best = (figures, field, class);
            }
        }
        self.known.insert(state, best);
        (self.known.len() <= STATES).then_some(best.0)
    }

    /// The figures of the best rest that starts with a field of a class; `None` if the budget is spent.
    fn with(&mut self, state: State, class: usize) -> Option<Figures> {
        self.trials += 1;
        let size = self.classes[class].item.size;
        let start = state.at.next_multiple_of(self.classes[class].item.align);
        if start - self.placed > self.slack {
            return Some(never());
        }
        let (added, next) = self.place(state, class);
        self.classes[class].placed += 1;
        self.placed += size;
        let rest = if self.trials <= TRIALS { self.rest(next) } else { None };
        self.placed -= size;
        self.classes[class].placed -= 1;
        rest.map(|rest| if rest == never() { rest } else { sum(added, rest) })
    }

    /// Places a field of a class: what that adds to the figures, and the state behind it.
    fn place(&self, state: State, class: usize) -> (Figures, State) {
        let Class { item, unit, .. } = self.classes[class];
        let start = state.at.next_multiple_of(item.align);
        let end = start + item.size;
        let left = state.left - unit;
        let mut tally = Tally::behind(self.line, state.at, state.touched);
        tally.add(start, item.size, item.heat);
        (tally.figures(0), State { left, at: end, touched: tally.touched(end) })
    }

    /// The order that the choices make.
    fn walk(&self, mut state: State) -> Vec<usize> {
        let mut order = Vec::new();
        while state.left > 0 {
            let (_, field, class) = self.known[&state];
            order.push(field);
            state = self.place(state, class).1;
        }
        order
    }
}

fn sum(mut figures: Figures, rest: Figures) -> Figures {
    figures.hot_lines += rest.hot_lines;
    figures.hot_straddles += rest.hot_straddles;
    figures.size += rest.size;
    figures.warm_lines += rest.warm_lines;
    figures.straddles += rest.straddles;
    figures
}

/// The classes; `None` if a number can't hold how many of each there are.
fn classes(items: &[Item]) -> Option<Vec<Class>> {
    let mut classes: Vec<Class> = Vec::new();
    for (at, item) in items.iter().enumerate() {
        match classes.iter_mut().find(|class| class.item == *item) {
            Some(class) => class.members.push(at),
            None => classes.push(Class { item: *item, members: vec![at], placed: 0, unit: 1 }),
        }
    }
    let mut unit = 1_u128;
    for class in &mut classes {
        class.unit = unit;
        unit = unit.checked_mul(class.members.len() as u128 + 1)?;
    }
    Some(classes)
}
