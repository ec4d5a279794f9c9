//! Circles and levels of a graph.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet, VecDeque};

use crate::imports::Import;

/// Who imports from whom.
pub(crate) struct Graph {
    pub(crate) nodes: Vec<String>,
    /// Why there is an edge. No edge leads from a node to itself.
    pub(crate) edges: BTreeMap<(usize, usize), Vec<Import>>,
}

impl Graph {
    /// What a node imports from itself does not count.
    pub(crate) fn add(&mut self, from: usize, to: usize, import: &Import) {
        if from != to {
            self.edges.entry((from, to)).or_default().push(import.clone());
        }
    }

    /// The nodes that `node` imports from.
    pub(crate) fn imported_by(&self, node: usize) -> impl Iterator<Item = usize> {
        self.edges.range((node, 0)..=(node, usize::MAX)).map(|(&(_, to), _)| to)
    }

    /// The nodes that `node` reaches over one or more edges.
    fn reached(&self, node: usize) -> BTreeSet<usize> {
        let mut reached = BTreeSet::new();
        let mut open: Vec<_> = self.imported_by(node).collect();
        while let Some(next) = open.pop() {
            if reached.insert(next) {
                open.extend(self.imported_by(next));
            }
        }
        reached
    }

    /// The groups of nodes each of which reaches all others of its group. One node is no group.
    pub(crate) fn circles(&self) -> Vec<Vec<usize>> {
        let reached: Vec<_> = (0..self.nodes.len()).map(|node| self.reached(node)).collect();
        let mut circles = Vec::new();
        for node in 0..self.nodes.len() {
            let others = reached[node].iter().copied().filter(|&other| reached[other].contains(&node));
            let circle: Vec<_> = others.collect();
            if circle.first() == Some(&node) {
                circles.push(circle);
            }
        }
        circles
    }

    /// The level of each node: one above the highest that it imports from, where a circle counts as one node. The
    /// lowest is 1.
    pub(crate) fn levels(&self) -> Vec<usize> {
        let mut reached: Vec<_> = (0..self.nodes.len()).map(|node| self.reached(node)).collect();
        reached.iter_mut().enumerate().for_each(|(node, reached)| {
            reached.insert(node);
        });
        // What a node reaches outside its circle reaches less, so it comes first.
        let mut order: Vec<_> = (0..self.nodes.len()).collect();
        order.sort_by_key(|&node| reached[node].len());
        let mut levels = vec![0; self.nodes.len()];
        for node in order {
            let below = reached[node].iter().filter(|&&other| !reached[other].contains(&node));
            levels[node] = 1 + below.map(|&other| levels[other]).max().unwrap_or(0);
        }
        levels
    }

    /// The shortest way from a node of `circle` back to it; the first node is not repeated.
    pub(crate) fn shortest_way_round(&self, circle: &[usize]) -> Vec<usize> {
        let ways = circle.iter().filter_map(|&node| self.way_back(node));
        ways.min_by_key(Vec::len).unwrap_or_default()
    }

    fn way_back(&self, start: usize) -> Option<Vec<usize>> {
        let mut from = BTreeMap::new();
        let mut open = VecDeque::from([start]);
        while let Some(node) = open.pop_front() {
            for next in self.imported_by(node) {
                if next == start {
                    let mut way: Vec<_> = std::iter::successors(Some(node), |at| from.get(at).copied()).collect();
                    way.reverse();
                    return Some(way);
                }
                if let Entry::Vacant(unseen) = from.entry(next) {
                    unseen.insert(node);
                    open.push_back(next);
                }
            }
        }
        None
    }
}
