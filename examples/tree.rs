//! A recursive pooled type: a binary search tree whose nodes come from the pool and return to it.
//!
//! Dropping the root resets it. That drops the handles of its children, which resets the children, and so on: the whole
//! tree goes back node by node. The recursion is as deep as the tree, and a list of a million nodes would overflow the
//! stack of a thread. So keep trees shallow, or unlink the nodes of a list one by one before they are dropped. The
//! order of the keys keeps this tree shallow.
//!
//! ```text
//! cargo run --release --example tree
//! ```

#[path = "support/counting.rs"]
mod counting;

use std::cmp::Ordering;

use pooled_types::{PoolBox, Pooled};

const NODES: usize = 2_000;
/// The keys are the numbers below this.
const KEYS: u64 = NODES as u64;
const ROUNDS: u64 = 50;

/// The pool keeps the nodes of a tree for the next one, however many they are.
#[derive(Pooled, Default)]
struct Node {
    key: u64,
    /// Memory that the node owns, and keeps from one tree to the next.
    words: Vec<u16>,
    left: Option<PoolBox<Self>>,
    right: Option<PoolBox<Self>>,
}

impl Node {
    fn leaf(key: u64) -> PoolBox<Self> {
        let mut node = Self::take();
        node.key = key;
        node.words.extend([1, 2, 3]);
        node
    }

    /// Where `key` is in the tree below `root`, or would be.
    fn place(mut root: &mut Option<PoolBox<Self>>, key: u64) -> &mut Option<PoolBox<Self>> {
        // A step down first looks and then borrows, because the borrow checker does not accept both at once.
        while let Some(order) = root.as_ref().map(|node| key.cmp(&node.key)).filter(|order| order.is_ne()) {
            let node = root.as_mut().expect("it was there a moment ago");
            root = if order == Ordering::Less { &mut node.left } else { &mut node.right };
        }
        root
    }

    fn depth(node: Option<&Self>) -> usize {
        node.map_or(0, |node| 1 + Self::depth(node.left.as_deref()).max(Self::depth(node.right.as_deref())))
    }

    fn sum(node: Option<&Self>) -> u64 {
        node.map_or(0, |node| {
            let words = u64::from(node.words.iter().sum::<u16>());
            words + node.key + Self::sum(node.left.as_deref()) + Self::sum(node.right.as_deref())
        })
    }
}

/// A tree of the keys below [`KEYS`], in an order that leaves it shallow.
fn build() -> Option<PoolBox<Node>> {
    let mut root = None;
    for n in 0..KEYS {
        // The multiplier and the modulus have no common factor, so this visits each key once.
        let key = n * 1_237 % KEYS;
        let place = Node::place(&mut root, key);
        if place.is_none() {
            *place = Some(Node::leaf(key));
        }
    }
    root
}

fn main() {
    let tree = build();
    println!("{KEYS} keys, {} levels, sum {}", Node::depth(tree.as_deref()), Node::sum(tree.as_deref()));
    drop(tree);
    println!("first tree:   {}", Node::stats());

    let allocations = counting::allocations(|| {
        for _ in 0..ROUNDS {
            assert_eq!(Node::sum(build().as_deref()), KEYS * (KEYS - 1) / 2 + 6 * KEYS);
        }
    });
    println!("{ROUNDS} more:      {}", Node::stats());
    println!("allocations in those {ROUNDS} rounds: {allocations}");
    assert_eq!(Node::stats().misses, KEYS, "no tree after the first needed a new node");
    assert_eq!(allocations, 0, "every node of a later tree comes from the pool");
}
