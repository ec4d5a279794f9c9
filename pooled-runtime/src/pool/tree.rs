//! A tree of what there is once for each type, which threads share without a lock. It grows and never shrinks.
//!
//! A type is found by its hash: some bits at the root, two bits a level below it. The tree grows at its leaves alone,
//! by one exchange, so nobody waits for a thread that is stopped while it adds a node (Chris Wellons, "The quick and
//! practical MSI hash trie", 2023).
//!
//! # Invariants
//! The pointers of a tree are null, or lead to nodes that are complete and are not freed while the tree lives. Each
//! changes once, from null.

use core::any::TypeId;
use core::ptr;

use crate::pool::type_hash;
use crate::sync::{Acquire, AtomicPtr, Relaxed, Release, const_fn, null_pointers};

/// How many nodes are right below the root: with some hundred types, few have others above them. Fewer in models.
const AT_ROOT: usize = if cfg!(pooled_loom) { 2 } else { 64 };

/// How many nodes are right below a node.
const WIDTH: usize = 4;

pub(crate) struct Tree<N: Node> {
    root: [AtomicPtr<N>; AT_ROOT],
}

/// The places right below a node.
pub(crate) type Below<N> = [AtomicPtr<N>; WIDTH];

/// What there is once for each type.
pub(crate) trait Node: Sized {
    /// The type. It is not named as the method that every value has.
    fn key(&self) -> TypeId;

    fn below(&self) -> &Below<Self>;
}

impl<N: Node> Tree<N> {
    const_fn! {
        /// Nothing.
        pub(crate) const fn new() -> Self {
            Self { root: null_pointers!(AT_ROOT) }
        }
    }

    /// The node of this type; makes it if there is none. O(log(nodes)).
    pub(crate) fn find(&self, type_id: TypeId, make: impl Fn() -> N) -> &N {
        let (from_root, mut way) = way(type_id);
        let mut place = &self.root[from_root];
        let mut unused = None;
        loop {
            match at(place) {
                Some(node) if node.key() == type_id => return node,
                Some(node) => place = &node.below()[way.next()],
                None => {
                    let new = Box::into_raw(unused.take().unwrap_or_else(|| Box::new(make())));
                    if place.compare_exchange(ptr::null_mut(), new, Release, Relaxed).is_err() {
                        // Another thread added a node here, of this type or of another one.
                        // SAFETY: a box made it, and nobody else has seen it.
                        unused = Some(unsafe { Box::from_raw(new) });
                    }
                }
            }
        }
    }

    /// All nodes. Those that are made meanwhile may be left out.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &N> {
        core::iter::successors(self.root.iter().find_map(at), |node| self.after(node))
    }

    /// The node after `this` one: the first below it, or else the next one beside it, or beside the nearest above it
    /// that has one. O(log(nodes)).
    fn after(&self, this: &N) -> Option<&N> {
        // Nodes came into the tree before what is below them.
        let (from_root, mut way) = way(this.key());
        let mut next = None;
        let mut above = at(&self.root[from_root])?;
        while !ptr::eq(above, this) {
            let place = way.next();
            next = above.below()[place + 1..].iter().find_map(at).or(next);
            above = at(&above.below()[place])?;
        }
        let below = above.below().iter().find_map(at).or(next);
        below.or_else(|| self.root[from_root + 1..].iter().find_map(at))
    }
}

/// Only trees of tests are ever dropped.
impl<N: Node> Drop for Tree<N> {
    fn drop(&mut self) {
        self.root.iter().for_each(free);
    }
}

/// Frees the node at a place, and what is below it. Nobody uses the tree any more.
fn free<N: Node>(place: &AtomicPtr<N>) {
    let node = place.load(Acquire);
    if !node.is_null() {
        // SAFETY: `find` made it of a box, and it is freed once.
        let node = unsafe { Box::from_raw(node) };
        node.below().iter().for_each(free);
    }
}

/// The way to a type: the place at the root, and then one at each level.
fn way(type_id: TypeId) -> (usize, Way) {
    let hash = type_hash::hash(type_id);
    (hash % AT_ROOT, Way(hash / AT_ROOT))
}

/// Which place to take at each level below the root.
struct Way(usize);

impl Way {
    fn next(&mut self) -> usize {
        let place = self.0 % WIDTH;
        self.0 /= WIDTH;
        place
    }
}

/// The node at a place.
fn at<N>(place: &AtomicPtr<N>) -> Option<&N> {
    // SAFETY: see the module's invariants; whoever put the node there released it.
    unsafe { place.load(Acquire).as_ref() }
}

#[cfg(all(test, not(pooled_loom)))]
mod tests {
    use core::any::TypeId;
    use core::cell::Cell;

    use super::{Below, Node, Tree};

    struct Entry(TypeId, Below<Self>);

    std::thread_local! {
        /// How many nodes this thread has looked at.
        static LOOKS: Cell<usize> = const { Cell::new(0) };
    }

    impl Node for Entry {
        fn key(&self) -> TypeId {
            LOOKS.set(LOOKS.get() + 1);
            self.0
        }

        fn below(&self) -> &Below<Self> {
            &self.1
        }
    }

    struct Numbered<const N: usize>;

    fn types() -> Vec<TypeId> {
        macro_rules! types {
            ($($digit:literal)*) => {
                vec![$(
                    TypeId::of::<Numbered<$digit>>(), TypeId::of::<Numbered<{ $digit + 100 }>>(),
                    TypeId::of::<[u8; $digit]>(), TypeId::of::<[u16; $digit]>(),
                )*]
            };
        }
        types!(0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31)
    }

    #[test]
    fn all_types_are_found_again_and_each_is_met_once() {
        let tree = Tree::<Entry>::new();
        assert!(tree.iter().next().is_none());
        let types = types();
        for (n, &type_id) in types.iter().enumerate() {
            assert!(tree.find(type_id, || Entry(type_id, Below::default())).0 == type_id);
            if !cfg!(miri) || n.is_power_of_two() {
                assert_eq!(tree.iter().count(), n + 1);
            }
        }
        for &type_id in &types {
            let again = tree.find(type_id, || panic!("it is there"));
            assert!(again.0 == type_id);
        }
        let mut met: Vec<_> = tree.iter().map(Node::key).collect();
        met.sort_unstable();
        met.dedup();
        assert_eq!(met.len(), types.len());
    }

    /// Sixteen for each place at the root: in a list there, each would be behind seven others on average.
    #[test]
    #[cfg_attr(miri, ignore = "needs many types")]
    fn a_type_is_a_few_nodes_away() {
        struct Pair<const A: usize, const B: usize>;

        macro_rules! types {
            (@ $($digit:literal)*) => {
                fn row<const A: usize>() -> Vec<TypeId> {
                    vec![$(TypeId::of::<Pair<A, $digit>>()),*]
                }
            };
            ($($digit:literal)*) => {{
                types!(@ $($digit)*);
                [$(row::<$digit>()),*].concat()
            }};
        }
        let types = types!(0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31);
        let tree = Tree::<Entry>::new();
        for &type_id in &types {
            let _ = tree.find(type_id, || Entry(type_id, Below::default()));
        }
        LOOKS.set(0);
        for &type_id in &types {
            let _ = tree.find(type_id, || panic!("it is there"));
        }
        assert!(LOOKS.get() < 4 * types.len(), "{} looks for {} types", LOOKS.get(), types.len());
    }
}
