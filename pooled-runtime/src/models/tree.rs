//! Threads that use types for the first time at once.

use core::any::TypeId;
use core::ptr;
use std::cell::RefCell;
use std::rc::Rc;

use super::{beside, every_interleaving, few_preemptions, in_static};
use crate::pool::tree::{Below, Node, Tree};
use crate::sync::UnsafeCell;

/// One of several types.
struct Numbered<const N: usize>;

/// What there is once for a type.
struct Entry {
    type_id: TypeId,
    below: Below<Self>,
    /// Loom sees to it that who finds the entry sees it complete.
    content: UnsafeCell<u32>,
}

impl Node for Entry {
    fn key(&self) -> TypeId {
        self.type_id
    }

    fn below(&self) -> &Below<Self> {
        &self.below
    }
}

fn find<const N: usize>(tree: &Tree<Entry>) -> &Entry {
    let type_id = TypeId::of::<Numbered<N>>();
    let entry = tree.find(type_id, || {
        let entry = Entry { type_id, below: Below::default(), content: UnsafeCell::new(0) };
        // SAFETY: nobody else has it yet.
        entry.content.with_mut(|content| unsafe { *content = 1 });
        entry
    });
    assert!(entry.type_id == type_id, "the entry of another type");
    // SAFETY: nobody writes to an entry in the tree; loom checks that.
    assert_eq!(entry.content.with(|content| unsafe { *content }), 1, "not complete");
    entry
}

/// Gives `model` an empty tree.
fn with_tree(model: impl FnOnce(&'static Tree<Entry>)) {
    in_static(Tree::new(), model);
}

#[test]
fn threads_that_find_a_type_at_once_find_one_node() {
    let model = |others| {
        with_tree(|tree| {
            let found = Rc::new(RefCell::new(Vec::new()));
            let find = {
                let found = Rc::clone(&found);
                move || {
                    let entry = find::<0>(tree);
                    found.borrow_mut().push(ptr::from_ref(entry));
                }
            };
            beside(others, find.clone(), find);
            assert_eq!(tree.iter().count(), 1);
            let listed = tree.iter().next().map_or(ptr::null(), ptr::from_ref);
            assert!(found.borrow().iter().all(|entry| ptr::eq(*entry, listed)), "a type has one node");
        });
    };
    every_interleaving(move || model(1));
    few_preemptions(move || model(2));
}

#[test]
fn nodes_made_at_once_are_all_there() {
    every_interleaving(|| {
        with_tree(|tree| {
            let there = move || {
                find::<1>(tree);
                find::<2>(tree);
            };
            beside(1, there, || {
                let mine = find::<2>(tree);
                find::<3>(tree);
                assert!(tree.iter().any(|entry| ptr::eq(entry, mine)), "a node that was found is in the list");
            });
            assert_eq!(tree.iter().count(), 3, "each once");
        });
    });
}

#[test]
fn who_goes_through_all_nodes_meets_each_once() {
    every_interleaving(|| {
        with_tree(|tree| {
            find::<1>(tree);
            find::<2>(tree);
            let there = move || {
                find::<3>(tree);
                find::<4>(tree);
            };
            beside(1, there, || {
                let mut met: Vec<_> = tree.iter().map(Node::key).collect();
                let all = met.len();
                met.sort_unstable();
                met.dedup();
                assert_eq!(met.len(), all, "one was met twice");
                assert!(met.contains(&TypeId::of::<Numbered<1>>()) && met.contains(&TypeId::of::<Numbered<2>>()));
            });
            assert_eq!(tree.iter().count(), 4);
        });
    });
}
