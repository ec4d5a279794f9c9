//! Shared handles: who owns the object when, and who returns it.

use std::cell::Cell;
use std::collections::{BTreeSet, HashSet};
use std::fmt;
use std::panic::{AssertUnwindSafe, RefUnwindSafe, UnwindSafe, catch_unwind};
use std::rc::Rc;
use std::sync::Arc;

use pooled_types::{PoolArc, PoolBox, Pooled};

use crate::support::allocator::allocations;
use crate::support::witness::{Seen, Witness};

const ROUNDS: usize = if cfg!(miri) { 10 } else { 1_000 };

fn address<T>(object: &T) -> usize {
    (&raw const *object).addr()
}

#[test]
fn the_last_handle_returns_the_object() {
    #[derive(Pooled, Default)]
    struct Item(Vec<u8>);

    let mut item = Item::take();
    item.0.push(7);
    let place = address(&*item);
    let one = PoolBox::share(item);
    assert_eq!(PoolArc::count(&one), 1);
    let two = one.clone();
    let three = two.clone();
    assert_eq!((PoolArc::count(&one), address(&*one), address(&*three)), (3, place, place));
    drop(one);
    drop(three);
    assert_eq!((two.0.as_slice(), PoolArc::count(&two)), (&[7][..], 1));
    assert!(Item::try_take().is_none());
    drop(two);
    let again = Item::try_take().expect("the last handle returned it");
    assert_eq!((address(&*again), again.0.len()), (place, 0));
    assert!(again.0.capacity() > 0);
}

#[test]
fn sharing_allocates_nothing_once_warm() {
    #[derive(Pooled, Default)]
    struct Item(Vec<u8>);

    let cycle = || {
        let mut item = Item::take();
        item.0.extend([1; 100]);
        let one = PoolBox::share(item);
        let others: [PoolArc<Item>; 4] = std::array::from_fn(|_| one.clone());
        drop(one);
        assert_eq!(others[3].0.len(), 100);
        drop(others);
        let back = PoolArc::try_unwrap(PoolBox::<Vec<u8>>::take().into());
        drop(PoolArc::into_inner(PoolBox::share(back.expect("it has one handle"))));
    };
    cycle();
    assert_eq!(allocations(|| (0..ROUNDS).for_each(|_| cycle())), 0);
}

#[test]
fn counts_serve_all_types() {
    drop(PoolBox::share(PoolBox::<String>::take()));
    let bytes = PoolBox::<Vec<u8>>::take();
    assert_eq!(allocations(|| drop(PoolBox::share(bytes))), 0);
}

#[test]
fn many_objects_are_shared_at_once() {
    const OBJECTS: u32 = if cfg!(miri) { 20 } else { 5_000 };
    let objects: Vec<PoolArc<Vec<u32>>> = (0..OBJECTS).map(|n| PoolArc::from(vec![n])).collect();
    let copies = objects.clone();
    drop(objects);
    for (n, copy) in (0..).zip(copies) {
        assert_eq!((*copy).as_slice(), [n]);
        assert_eq!(PoolArc::count(&copy), 1);
    }
}

#[test]
fn an_object_is_changed_by_its_only_handle() {
    let mut one = PoolArc::from(String::from("a"));
    PoolArc::get_mut(&mut one).expect("it is the only one").push('b');
    let mut two = one.clone();
    assert!(PoolArc::get_mut(&mut one).is_none() && PoolArc::get_mut(&mut two).is_none());
    drop(one);
    PoolArc::get_mut(&mut two).expect("it is the only one now").push('c');
    assert_eq!(*two, "abc");
}

#[test]
fn the_only_handle_becomes_a_box_again() {
    let mut item = PoolBox::<String>::take();
    item.push('a');
    let place = address(&*item);
    let one = PoolBox::share(item);
    let two = one.clone();
    let one = PoolArc::try_unwrap(one).expect_err("there are two");
    assert!(PoolArc::ptr_eq(&one, &two));
    drop(one);
    let mut item = PoolArc::try_unwrap(two).expect("it is the only one");
    item.push('b');
    assert_eq!((item.as_str(), address(&*item)), ("ab", place));
    assert_eq!(PoolBox::detach(item), "ab");
}

#[test]
fn the_last_of_all_gets_the_object() {
    let one = PoolArc::from(vec![1_u8]);
    let two = one.clone();
    assert!(PoolArc::into_inner(one).is_none());
    let mut item = PoolArc::into_inner(two).expect("it was the last");
    item.push(2);
    assert_eq!(*item, [1, 2]);
}

#[test]
fn a_panicking_reset_loses_nothing() {
    #[derive(Pooled, Default)]
    struct Item {
        witness: Witness,
    }

    let shared = || {
        let (witness, seen) = Witness::new(true);
        let mut item = Item::take();
        item.witness = witness;
        (PoolBox::share(item), seen)
    };
    let (item, seen) = shared();
    let other = item.clone();
    drop(other);
    assert_eq!(seen.counts(), (0, 0));
    catch_unwind(AssertUnwindSafe(|| drop(item))).expect_err("the panic of the reset goes on");
    assert_eq!(seen.counts(), (1, 1));
    assert_eq!(Item::stats().discards.panicked, 1);

    // The count is idle again.
    let text = PoolBox::<String>::take();
    assert_eq!(allocations(|| drop(PoolBox::share(text))), 0);

    // While the thread unwinds, it is caught.
    let (item, seen) = shared();
    let payload = catch_unwind(AssertUnwindSafe(move || {
        let _item = item;
        panic!("the first");
    }));
    assert_eq!(payload.unwrap_err().downcast_ref(), Some(&"the first"));
    assert_eq!(seen.counts(), (1, 1));
}

#[test]
fn a_kept_field_is_not_reused_after_a_panic_though_shared() {
    #[derive(Pooled, Default)]
    struct Item {
        #[pooled(keep)]
        _state: u8,
    }

    let item = PoolBox::share(Item::take());
    let outcome = catch_unwind(AssertUnwindSafe(move || {
        let _item = item;
        panic!("half way");
    }));
    assert!(outcome.is_err());
    assert_eq!(Item::stats().discards.unwinding, 1);
    let text = PoolBox::<String>::take();
    assert_eq!(allocations(|| drop(PoolBox::share(text))), 0, "the count was returned");
}

#[test]
fn local_objects_are_shared_on_their_thread() {
    #[derive(Pooled, Default)]
    #[pooled(local)]
    struct Item {
        #[pooled(default)]
        name: Rc<Cell<u32>>,
    }

    let name = Rc::new(Cell::new(1));
    let mut item = Item::take();
    item.name = name.clone();
    let item = PoolBox::share(item);
    let other = item.clone();
    other.name.set(2);
    assert_eq!((item.name.get(), Rc::strong_count(&name)), (2, 2));
    drop((item, other));
    assert_eq!(Rc::strong_count(&name), 1);
    assert!(Item::try_take().is_some());
}

#[test]
fn objects_without_a_size_are_told_apart() {
    #[derive(Pooled, Default)]
    struct Item;

    let (one, two) = (PoolBox::share(Item::take()), PoolBox::share(Item::take()));
    let other = one.clone();
    assert!(PoolArc::ptr_eq(&one, &other) && !PoolArc::ptr_eq(&one, &two));
    assert_eq!((PoolArc::count(&one), PoolArc::count(&two)), (2, 1));
    drop((one, two));
    assert!(PoolArc::try_unwrap(other).is_ok());
}

#[test]
fn generic_and_overaligned_objects() {
    #[derive(Pooled, Default, Debug, PartialEq)]
    struct Batch<T>(Vec<T>);
    #[derive(Pooled, Default)]
    #[repr(align(256))]
    struct Wide(u8);

    let one = PoolBox::share(PoolBox::new(Batch(vec![1_u64])));
    let two = PoolBox::share(PoolBox::new(Batch(vec!["a"; 3])));
    assert_eq!((one.clone().0.len(), two.clone().0.len()), (1, 3));
    let wide = PoolBox::share(Wide::take());
    assert_eq!((address(&*wide.clone()) % 256, wide.0), (0, 0));
}

#[test]
fn a_forgotten_handle_keeps_the_object_for_good() {
    #[derive(Pooled, Default)]
    struct Item {
        witness: Witness,
    }

    if cfg!(miri) {
        return; // Miri reports the loss.
    }
    let (witness, seen) = Witness::new(false);
    let mut item = PoolBox::share(PoolBox::new(Item { witness }));
    std::mem::forget(item.clone());
    assert!(PoolArc::get_mut(&mut item).is_none());
    let item = PoolArc::try_unwrap(item).err().expect("the other counts");
    assert!(item.witness.0.is_some());
    assert!(PoolArc::into_inner(item).is_none());
    assert_eq!(seen.counts(), (0, 0));
}

#[test]
fn a_field_that_is_optional_is_reset_to_none() {
    #[derive(Pooled, Default)]
    struct Reader {
        buffer: Option<PoolArc<Vec<u8>>>,
    }

    let buffer = PoolArc::from(vec![1]);
    let mut reader = Reader::take();
    reader.buffer = Some(buffer.clone());
    assert_eq!(PoolArc::count(&buffer), 2);
    drop(reader);
    assert_eq!(PoolArc::count(&buffer), 1);
    assert!(Reader::take().buffer.is_none());
}

#[test]
fn a_graph_of_shared_nodes_returns_whole() {
    #[derive(Pooled, Default)]
    struct Node {
        next: Vec<PoolArc<Self>>,
        witness: Witness,
    }

    let mut all = Vec::new();
    let node = |next: &[&PoolArc<Node>], all: &mut Vec<Arc<Seen>>| {
        let (witness, seen) = Witness::new(false);
        all.push(seen);
        let mut node = Node::take();
        node.next.extend(next.iter().map(|&next| next.clone()));
        node.witness = witness;
        PoolBox::share(node)
    };
    let bottom = node(&[], &mut all);
    let (left, right) = (node(&[&bottom], &mut all), node(&[&bottom], &mut all));
    let top = node(&[&left, &right], &mut all);
    drop((left, bottom, right));
    assert!(all.iter().all(|seen| seen.counts() == (0, 0)));
    assert_eq!(PoolArc::count(&top.next[0].next[0]), 2);
    drop(top);
    assert!(all.iter().all(|seen| seen.counts() == (1, 0)));
}

#[derive(Pooled, Default, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct Name(String);

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl std::error::Error for Name {}

fn name(text: &str) -> PoolArc<Name> {
    Name(text.into()).into()
}

#[test]
fn formats_compares_and_hashes_as_its_object() {
    let (a, b) = (name("a"), name("b"));
    assert_eq!(format!("{a} {a:?} {b:>3}"), "a Name(\"a\")   b");
    assert_eq!(format!("{a:p}"), format!("{:p}", &raw const *a));
    assert!(a < b && a != b && a == name("a") && a.cmp(&b).is_lt());
    assert!(!PoolArc::ptr_eq(&a, &name("a")));
    let key = Name("b".into());
    assert!(HashSet::from([name("a"), name("b")]).contains(&key));
    assert!(BTreeSet::from([name("a"), name("b")]).contains(&key));
    let error: &dyn std::error::Error = &a;
    assert!(error.source().is_none());
    assert_eq!(a.as_ref().0, "a");
    assert_eq!(PoolArc::<Name>::default().0, "");
}

#[test]
fn has_the_auto_traits_of_an_arc() {
    fn check<T: Send + Sync + Unpin + UnwindSafe + RefUnwindSafe>() {}
    check::<PoolArc<Name>>();
    assert_eq!(size_of::<PoolArc<Name>>(), 2 * size_of::<usize>());
    assert_eq!(size_of::<Option<PoolArc<Name>>>(), 2 * size_of::<usize>());
}
