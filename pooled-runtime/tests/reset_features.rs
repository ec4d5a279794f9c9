//! The resets behind features that `reset_bytes` does not measure, and the field rule `zeroize`.

#![cfg(all(feature = "arrayvec", feature = "bytes", feature = "smallvec", feature = "zeroize", feature = "serde"))]

use std::cell::Cell;
use std::hash::RandomState;

use arrayvec::{ArrayString, ArrayVec};
use pooled_runtime::__private::{
    AnyPart as _, AnyThread, Factory, Nobody, Observer, OpaqueLayout, Part, Placement, Sharing, zeroize,
};
use pooled_runtime::reset::KEPT_BYTES;
use pooled_runtime::{Pooled, Reset, ResetWithin};

#[test]
fn arrays_of_arrayvec() {
    let mut list = ArrayVec::<_, 4>::from([1, 2, 3, 4]);
    list.reset();
    assert!(list.is_empty());
    let mut text = ArrayString::<4>::from("text").unwrap();
    text.reset();
    assert_eq!(&text, "");
}

#[test]
fn a_small_vec_goes_back_to_its_array() {
    let mut list = smallvec::SmallVec::<[u8; 4]>::from_vec(vec![1; 100]);
    list.reset_within(4);
    assert!(list.is_empty() && !list.spilled());
}

#[test]
fn bytes_that_are_still_shared_are_not_touched() {
    let mut buffer = bytes::BytesMut::from(&b"one two"[..]);
    let part = buffer.split_to(3).freeze();
    buffer.reset();
    buffer.extend_from_slice(b"xyz");
    assert_eq!(&part[..], b"one");
}

#[test]
#[cfg_attr(miri, ignore = "it takes minutes")]
fn zeroized_containers_are_bounded_too() {
    let mut list = vec![1_u8; 10 * KEPT_BYTES];
    zeroize(&mut list);
    Part(&mut list).__pooled_reset::<Nobody>();
    assert!(list.is_empty() && list.capacity() <= KEPT_BYTES);
}

#[test]
fn what_has_no_reset_is_only_zeroized() {
    struct Key([u8; 4]);
    impl zeroize::Zeroize for Key {
        fn zeroize(&mut self) {
            self.0.zeroize();
        }
    }
    let mut key = Key([1; 4]);
    zeroize(&mut key);
    Part(&mut key).__pooled_reset::<Nobody>();
    assert_eq!(key.0, [0; 4]);
}

/// A pooled type of one container, as the derive would write it.
#[derive(Default)]
struct Pool<C>(C);

impl<C: Reset> Reset for Pool<C> {
    fn reset(&mut self) {
        self.__pooled_reset::<Nobody>();
    }
    fn __pooled_reset<O: Observer>(&mut self) {
        self.0.__pooled_reset::<O>();
    }
}

impl<C: Reset + Default + 'static> Factory for Pool<C> {
    type __PooledLayout = OpaqueLayout<Self>;

    fn __pooled_fresh() -> Self {
        Self::default()
    }
}

impl<C: Reset + Default + 'static> Placement for Pool<C> {
    type __PooledReach = AnyThread;
    fn __pooled_sharing() -> Sharing<Self> {
        Sharing::local()
    }
}

impl<C: Reset + Default + 'static> Pooled for Pool<C> {}

/// How many containers are shrunk by the returns of an object at the limit, and of one above.
fn shrunk<C: Reset + Default + 'static>(fill: impl Fn(&mut C, usize)) -> (u64, u64) {
    let returned = |n| {
        let before = Pool::<C>::stats().shrunk;
        Pool::take_with(|Pool(container)| fill(container, n));
        Pool::<C>::stats().shrunk - before
    };
    (returned(100), returned(KEPT_BYTES + 1))
}

#[test]
fn shrunk_containers_are_counted() {
    assert_eq!(shrunk(|bytes: &mut bytes::BytesMut, n| bytes.reserve(n)), (0, 1));
    assert_eq!(shrunk(|list: &mut smallvec::SmallVec<[u8; 4]>, n| list.reserve(n)), (0, 1));
    #[cfg(feature = "bumpalo")]
    assert_eq!(shrunk(|bump: &mut bumpalo::Bump, n| bump.alloc_slice_fill_copy(n, 1_u8).fill(2)), (0, 1));
    #[cfg(feature = "hashbrown")]
    assert_eq!(shrunk(|map: &mut hashbrown::HashMap<u8, u8, RandomState>, n| map.reserve(n)), (0, 1));
    #[cfg(feature = "indexmap")]
    assert_eq!(shrunk(|map: &mut indexmap::IndexMap<u8, u8, RandomState>, n| map.reserve(n)), (0, 1));
    #[cfg(feature = "http")]
    assert_eq!(shrunk(|map: &mut http::HeaderMap, n| map.reserve((n / 4).min(1 << 14))), (0, 1));
    assert_eq!(shrunk(|list: &mut ArrayVec<u8, 4>, _| list.push(1)), (0, 0));
}

#[cfg(feature = "http")]
#[test]
fn a_map_of_headers() {
    use http::header::{HOST, HeaderMap, HeaderValue};

    let mut map = HeaderMap::new();
    for _ in 0..3 {
        map.insert(HOST, HeaderValue::from_static("example.org"));
        map.append(HOST, HeaderValue::from_static("example.com"));
        map.reset();
        assert!(map.is_empty() && map.capacity() > 0 && map.retained_bytes() > 0);
    }
    map.reserve(10_000);
    assert!(map.retained_bytes() > KEPT_BYTES);
    map.insert(HOST, HeaderValue::from_static("example.org"));
    map.shrink_retained(0);
    assert_eq!(map.len(), 1, "it is in use");
    map.reset();
    assert_eq!(map.retained_bytes(), 0);
}

/// The impls are for any hasher. So they are also for the types `HashMap` and `HashSet` of `ahash`, which are aliases.
#[cfg(all(feature = "hashbrown", feature = "indexmap"))]
#[test]
fn tables_of_any_hasher() {
    type Hasher = std::hash::BuildHasherDefault<std::hash::DefaultHasher>;
    fn has_reset<T: Reset>() {}
    has_reset::<std::collections::HashMap<u8, u8, Hasher>>();
    has_reset::<std::collections::HashSet<u8, Hasher>>();
    has_reset::<hashbrown::HashMap<u8, u8, Hasher>>();
    has_reset::<indexmap::IndexMap<u8, u8, Hasher>>();
}

/// Counts the parts that have content.
enum Seeker {}

thread_local!(static FOUND: Cell<u32> = const { Cell::new(0) });

impl Observer for Seeker {
    const SEEKS_CONTENT: bool = true;
    fn content<T: ?Sized>(_: &T) {
        FOUND.set(FOUND.get() + 1);
    }
    fn shrunk() {}
}

/// How many parts with content are told by the reset of an empty value, of one with content, and of that once more.
fn told<C: Reset>(mut value: C, fill: impl FnOnce(&mut C)) -> [u32; 3] {
    let told = |value: &mut C| {
        value.__pooled_reset::<Seeker>();
        FOUND.take()
    };
    let empty = told(&mut value);
    fill(&mut value);
    [empty, told(&mut value), told(&mut value)]
}

#[test]
fn content_is_told_once() {
    assert_eq!(told(bytes::BytesMut::with_capacity(9), |bytes| bytes.extend_from_slice(&[0])), [0, 1, 0]);
    assert_eq!(told(smallvec::SmallVec::<[u8; 4]>::with_capacity(9), |list| list.push(0)), [0, 1, 0]);
    assert_eq!(told(ArrayVec::<u8, 4>::new(), |list| list.push(0)), [0, 1, 0]);
    assert_eq!(told(ArrayString::<4>::new(), |text| text.push('x')), [0, 1, 0]);
    #[cfg(feature = "bumpalo")]
    assert_eq!(told(bumpalo::Bump::with_capacity(99), |bump| *bump.alloc(0) = 1), [0, 1, 0]);
    #[cfg(feature = "hashbrown")]
    {
        let map = hashbrown::HashMap::<u8, u8, RandomState>::default();
        assert_eq!(told(map, |map| assert!(map.insert(0, 0).is_none())), [0, 1, 0]);
    }
    #[cfg(feature = "indexmap")]
    {
        let map = indexmap::IndexMap::<u8, u8, RandomState>::default();
        assert_eq!(told(map, |map| assert!(map.insert(0, 0).is_none())), [0, 1, 0]);
    }
    #[cfg(feature = "http")]
    {
        let value = http::HeaderValue::from_static("example.org");
        let map = http::HeaderMap::with_capacity(9);
        assert_eq!(told(map, |map| assert!(map.insert(http::header::HOST, value).is_none())), [0, 1, 0]);
    }
}
