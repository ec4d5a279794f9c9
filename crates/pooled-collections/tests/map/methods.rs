//! What the examples in the documentation do not show.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, DefaultHasher};

use pooled_collections::ReuseMap;
use pooled_runtime::{Reset, ResetWithinBytes};

type Fixed = BuildHasherDefault<DefaultHasher>;

#[test]
fn comparison_ignores_spares_order_and_hashers() {
    let one = ReuseMap::from([("a", 1), ("b", 2)]);
    let mut other = ReuseMap::from([("c", 3), ("b", 2)]);
    assert_ne!(one, other);
    other.remove("c");
    assert_ne!(one, other);
    *other.entry_ref(&"a") = 1;
    assert_eq!(one, other);
    assert_eq!(one, HashMap::<_, _, Fixed>::from_iter([("b", 2), ("a", 1)]));
    assert_ne!(one, HashMap::<_, _, Fixed>::from_iter([("b", 2), ("c", 1)]));
}

#[test]
fn conversions() {
    let plain: HashMap<_, _, Fixed> = (0..9).map(|i| (i, i * i)).collect();
    let map = ReuseMap::from(plain.clone());
    assert_eq!(map, plain);
    assert_eq!(HashMap::from(map.clone()), plain);
    let mut pairs: Vec<_> = map.into();
    pairs.sort_unstable();
    assert_eq!(pairs[3], (3, 9));
    assert_eq!(ReuseMap::<_, _, Fixed>::from(pairs), plain);
}

#[test]
fn iteration() {
    let mut map: ReuseMap<i32, i32> = (0..10).map(|i| (i, i)).collect();
    map.remove(&0);
    for (key, value) in &mut map {
        *value += key;
    }
    let mut sum = 0;
    for (_, value) in &map {
        sum += value;
    }
    assert_eq!(sum, 90);
    assert_eq!((map.keys().len(), map.values().len()), (9, 9));
    assert_eq!(map.values_mut().len(), 9);
    assert_eq!(map.iter().clone().count(), 9);
    assert_eq!(format!("{:?}", map.drain()), "Drain { len: 9 }");
    assert!(map.is_empty());
    assert_eq!(map.spares(), 1);
}

#[test]
fn debug() {
    assert_eq!(format!("{:?}", ReuseMap::from([("a", 1)])), r#"{"a": 1}"#);
}

#[test]
#[should_panic(expected = "no entry found for key")]
fn index_of_no_key() {
    let _ = ReuseMap::from([("a", 1)])["b"];
}

#[test]
fn a_clone_has_no_spares_and_its_own_entries() {
    let mut map = ReuseMap::from([("a".to_string(), 1), ("b".to_string(), 2)]);
    map.remove("a");
    let clone = map.clone();
    assert_eq!((clone.len(), clone.spares()), (1, 0));
    map.clear();
    assert_eq!(clone["b"], 2);
}

#[test]
fn entries_without_a_size() {
    let mut map = ReuseMap::<(), ()>::new();
    map.entry_ref(&());
    assert_eq!((map.insert((), ()), map.len()), (Some(()), 1));
    map.reset();
    assert_eq!((map.len(), map.spares()), (0, 1));
}

#[test]
fn entries_that_are_over_aligned() {
    #[derive(Default)]
    #[repr(align(256))]
    struct Wide(u8);

    impl Reset for Wide {
        fn reset(&mut self) {
            self.0 = 0;
        }
    }

    let mut map = ReuseMap::<u8, Wide>::new();
    for _ in 0..2 {
        for key in 0..20 {
            let wide = map.entry_ref(&key);
            assert_eq!(wide.0, 0);
            assert!(std::ptr::from_ref(wide).addr().is_multiple_of(256));
            wide.0 = key;
        }
        assert_eq!(map[&7].0, 7);
        map.reset_within_bytes(20_000);
        assert!(map.retained_bytes() <= 20_000 && map.spares() > 5);
    }
}
