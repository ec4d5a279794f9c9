//! The containers of other crates as pooled types, each behind the feature of its crate.

#![cfg(feature = "std")]
#![allow(dead_code, unused_imports, reason = "without features there are no such types")]

use std::hash::RandomState;
use std::thread;

use pooled_runtime::{PoolBox, Pooled};

/// Fills an object and returns it, twice. The second time it is the same object, with the capacity that it kept.
fn comes_back_empty<T: Pooled + Send>(
    fill: impl Fn(&mut T),
    length: impl Fn(&T) -> usize,
    capacity: impl Fn(&T) -> usize,
) where
    PoolBox<T>: Send,
{
    for round in 0..2 {
        let mut object = PoolBox::<T>::take();
        assert_eq!(length(&object), 0, "round {round}");
        assert!(round == 0 || capacity(&object) > 0);
        fill(&mut object);
        assert!(length(&object) > 0);
    }
    let stats = PoolBox::<T>::stats();
    assert_eq!((stats.takes, stats.misses, stats.idle), (2, 1, 1));
    assert_eq!((T::LAYOUT.size, T::LAYOUT.align), (size_of::<T>(), align_of::<T>()));
    let taken = PoolBox::<T>::take();
    thread::spawn(|| drop(taken)).join().expect("a handle can be sent");
}

#[cfg(feature = "arrayvec")]
#[test]
fn of_arrayvec() {
    use arrayvec::{ArrayString, ArrayVec};

    comes_back_empty::<ArrayVec<u8, 4>>(|list| list.push(1), ArrayVec::len, ArrayVec::capacity);
    comes_back_empty::<ArrayString<4>>(|text| text.push('a'), ArrayString::len, ArrayString::capacity);
}

#[cfg(feature = "bumpalo")]
#[test]
fn of_bumpalo() {
    use bumpalo::Bump;

    let used = |arena: &Bump| arena.allocated_bytes() - arena.chunk_capacity();
    comes_back_empty::<Bump>(|arena| *arena.alloc(1_u64) = 2, used, Bump::allocated_bytes);
}

#[cfg(feature = "bytes")]
#[test]
fn of_bytes() {
    use bytes::BytesMut;

    comes_back_empty::<BytesMut>(|bytes| bytes.extend([1; 100]), BytesMut::len, BytesMut::capacity);
}

#[cfg(feature = "hashbrown")]
#[test]
fn of_hashbrown() {
    use hashbrown::{HashMap, HashSet};

    type Map = HashMap<u8, String, RandomState>;
    type Set = HashSet<u8, RandomState>;
    comes_back_empty::<Map>(|map| drop(map.insert(1, "one".into())), HashMap::len, HashMap::capacity);
    comes_back_empty::<Set>(|set| assert!(set.insert(1)), HashSet::len, HashSet::capacity);
}

#[cfg(feature = "http")]
#[test]
fn of_http() {
    use http::header::{HOST, HeaderMap, HeaderValue};

    let fill = |map: &mut HeaderMap| drop(map.insert(HOST, HeaderValue::from_static("example.org")));
    comes_back_empty::<HeaderMap>(fill, HeaderMap::len, HeaderMap::capacity);
}

#[cfg(feature = "indexmap")]
#[test]
fn of_indexmap() {
    use indexmap::{IndexMap, IndexSet};

    type Map = IndexMap<u8, String, RandomState>;
    type Set = IndexSet<u8, RandomState>;
    comes_back_empty::<Map>(|map| drop(map.insert(1, "one".into())), IndexMap::len, IndexMap::capacity);
    comes_back_empty::<Set>(|set| assert!(set.insert(1)), IndexSet::len, IndexSet::capacity);
}

#[cfg(feature = "smallvec")]
#[test]
fn of_smallvec() {
    use smallvec::SmallVec;

    comes_back_empty::<SmallVec<[u8; 4]>>(|list| list.extend([1; 100]), SmallVec::len, SmallVec::capacity);
}
