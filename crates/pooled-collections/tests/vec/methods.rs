//! What the examples in the documentation do not show.

use std::collections::{BTreeSet, HashSet};
use std::panic::{AssertUnwindSafe, catch_unwind};

use pooled_collections::ReuseVec;
use pooled_runtime::{Reset, ResetWithinBytes};

fn panics(work: impl FnOnce()) -> bool {
    catch_unwind(AssertUnwindSafe(work)).is_err()
}

#[test]
fn is_its_slice() {
    let mut vec = ReuseVec::from([3, 1, 2]);
    vec.sort_unstable();
    assert_eq!((vec[0], vec.first(), vec.last(), &vec[1..]), (1, Some(&1), Some(&3), &[2, 3][..]));
    vec.truncate(2);
    assert_eq!((vec.iter().len(), vec.contains(&3), vec.get(2)), (2, false, None));
    for number in &mut vec {
        *number *= 10;
    }
    for number in &vec {
        assert_eq!(number % 10, 0);
    }
    assert_eq!(format!("{vec:?}"), "[10, 20]");
}

#[test]
fn compares_as_its_slice() {
    let mut vec = ReuseVec::from(["a".to_string(), "b".to_string(), "c".to_string()]);
    vec.truncate(2);
    let same = ReuseVec::from(["a", "b"]);
    assert_eq!(vec, same);
    assert_eq!(vec, ["a", "b"]);
    assert_eq!(vec, &["a", "b"]);
    assert_eq!(vec, ["a", "b"][..]);
    assert_eq!(vec, &["a", "b"][..]);
    assert_eq!(vec, vec!["a", "b"]);
    assert_eq!(["a", "b"], vec);
    assert_eq!(["a", "b"][..], vec);
    assert_eq!(&["a", "b"][..], vec);
    assert_eq!(vec!["a", "b"], vec);
    assert_ne!(vec, ["a", "b", "c"]);
    let larger = ReuseVec::from(["a".to_string(), "c".to_string()]);
    assert!(vec < larger);
}

#[test]
fn is_found_in_sets_by_its_slice() {
    let vec = ReuseVec::from([1, 2]);
    assert!(HashSet::from([vec.clone()]).contains(&[1, 2][..]));
    assert!(BTreeSet::from([vec]).contains(&[1, 2][..]));
}

#[test]
fn converts() {
    let mut vec = ReuseVec::from(vec![1, 2, 3]);
    vec.truncate(2);
    assert_eq!(Vec::from(vec.clone()), [1, 2]);
    assert_eq!(ReuseVec::from(&[1, 2][..]), vec);
    assert_eq!(ReuseVec::from(vec![1, 2].into_boxed_slice()), vec);
    vec.extend(&[4, 5]);
    assert_eq!(vec.into_iter().rev().collect::<Vec<_>>(), [5, 4, 2, 1]);
}

#[test]
fn a_clone_has_no_spares_and_its_own_elements() {
    let mut vec = ReuseVec::from(["a".to_string(), "b".to_string()]);
    vec.remove(0);
    let clone = vec.clone();
    assert_eq!((clone.len(), clone.spares()), (1, 0));
    vec.clear();
    assert_eq!(clone, ["b"]);
}

#[test]
fn ranges_to_drain() {
    use std::ops::Bound::{Excluded, Included, Unbounded};

    for (range, drained, left) in [
        ((Unbounded, Unbounded), &[0, 1, 2, 3][..], &[][..]),
        ((Included(1), Included(2)), &[1, 2], &[0, 3]),
        ((Excluded(1), Unbounded), &[2, 3], &[0, 1]),
        ((Unbounded, Excluded(1)), &[0], &[1, 2, 3]),
        ((Included(4), Excluded(4)), &[], &[0, 1, 2, 3]),
    ] {
        let mut vec: ReuseVec<i32> = (0..6).collect();
        vec.truncate(4);
        assert_eq!(vec.drain(range).collect::<Vec<_>>(), drained);
        assert_eq!((&vec[..], vec.spares()), (left, 2));
    }
    for range in [(Included(5), Unbounded), (Included(2), Excluded(1)), (Unbounded, Included(4))] {
        let mut vec: ReuseVec<i32> = (0..6).collect();
        vec.truncate(4);
        assert!(panics(|| drop(vec.drain(range))));
        assert_eq!((vec.len(), vec.spares()), (4, 2));
    }
}

#[test]
fn a_leaked_drain_leaves_a_vector() {
    let mut vec: ReuseVec<u8> = (0..6).collect();
    vec.truncate(5);
    std::mem::forget(vec.drain(1..3));
    assert_eq!(vec, [0, 3, 4]);
    vec.push(7);
    assert_eq!((&vec[..], vec.spares()), (&[0, 3, 4, 7][..], 0));
}

#[test]
fn wrong_indices_panic_and_change_nothing() {
    let mut vec = ReuseVec::from([1, 2, 3]);
    vec.truncate(2);
    assert!(panics(|| vec.remove(2)));
    assert!(panics(|| vec.swap_remove(2)));
    assert!(panics(|| _ = vec.take(2)));
    assert!(panics(|| vec.insert(3, 0)));
    assert!(panics(|| _ = vec.add_at(3)));
    assert_eq!((&vec[..], vec.spares()), (&[1, 2][..], 1));
    vec.clear();
    assert!(panics(|| vec.swap_remove(0)));
    assert_eq!((vec.pop(), vec.remove_last(), vec.spares()), (None, false, 3));
}

#[test]
fn elements_without_a_size() {
    let mut vec = ReuseVec::<()>::new();
    (0..1000).for_each(|_| vec.push(()));
    vec.add();
    assert_eq!((vec.len(), vec.retained_bytes()), (1001, 0));
    vec.reset();
    assert_eq!((vec.len(), vec.spares()), (0, 1001));
    vec.shrink_retained(0);
    assert_eq!(vec.spares(), 1001);
}

#[test]
fn elements_that_are_over_aligned() {
    #[derive(Default)]
    #[repr(align(256))]
    struct Wide(u8);

    impl Reset for Wide {
        fn reset(&mut self) {
            self.0 = 0;
        }
    }

    let mut vec = ReuseVec::<Wide>::new();
    for _ in 0..2 {
        for number in 0..20 {
            let wide = vec.add();
            assert_eq!(wide.0, 0);
            assert!(std::ptr::from_ref(wide).addr().is_multiple_of(256));
            wide.0 = number;
        }
        assert_eq!(vec[7].0, 7);
        vec.reset_within_bytes(4096);
        assert_eq!((vec.spares(), vec.retained_bytes()), (16, 4096));
    }
}
