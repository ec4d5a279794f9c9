//! How often a warm `ReuseMap` allocates. It is a program of its own because its allocator counts.

use pooled_collections::ReuseMap;
use pooled_runtime::{Reset, ResetWithinBytes};
use pooled_worth::CountingAllocator;

#[global_allocator]
static ALLOCATOR: CountingAllocator = CountingAllocator::new();

type Texts = ReuseMap<String, String>;

/// How many allocations `work` makes.
fn allocations(work: impl FnOnce()) -> u64 {
    CountingAllocator::<std::alloc::System>::count(work).expect("the allocator counts").1
}

/// Keys of a round, all of one length. Each round has others.
fn keys(round: usize) -> Vec<String> {
    (0..100).map(|number| format!("key-{:06}", round * 1000 + number)).collect()
}

/// The third round and the later ones allocate nothing.
fn assert_warm(mut round: impl FnMut(&[String])) {
    for number in 0..20 {
        let keys = keys(number);
        let made = allocations(|| round(&keys));
        assert!(number < 2 || made == 0, "round {number} made {made} allocations");
    }
}

#[test]
fn other_keys_each_round() {
    let mut map = Texts::new();
    assert_warm(|keys| {
        map.clear();
        for key in keys {
            map.entry_ref(key.as_str()).push_str("value");
        }
    });
}

#[test]
fn resets_in_between() {
    let mut map = Texts::new();
    assert_warm(|keys| {
        for key in keys {
            map.entry_ref(key.as_str()).push_str("value");
        }
        map.reset();
    });
}

#[test]
fn removed_one_by_one() {
    let mut map = Texts::new();
    assert_warm(|keys| {
        for key in keys {
            map.entry_ref(key.as_str()).push_str("value");
        }
        for key in keys {
            assert!(map.remove(key.as_str()));
        }
    });
    let mut map = Texts::new();
    assert_warm(|keys| {
        for key in keys {
            map.entry_ref(key.as_str()).push_str("value");
        }
        map.retain(|_, _| false);
    });
}

/// A spare that went to another key than in the round before would have to grow.
#[test]
fn values_of_unlike_sizes() {
    let keys: Vec<Vec<String>> = (0..100).map(keys).collect();
    for entries in [3, 8, 9, 30, 100] {
        let mut map = ReuseMap::<String, Texts>::new();
        assert_warm(|_| {
            for (number, key) in keys[0][..entries].iter().enumerate() {
                let value = map.entry_ref(&key[number % 4..]);
                for inner in &keys[number][..number * 7 % 50] {
                    value.entry_ref(inner.as_str()).push_str(&inner[number % 8..]);
                }
            }
            map.reset_within_bytes(1 << 20);
        });
    }
}

#[test]
fn maps_in_maps() {
    let mut map = ReuseMap::<String, Texts>::new();
    assert_warm(|keys| {
        for key in keys {
            map.entry_ref(&key[..9]).entry_ref(key.as_str()).push_str("value");
        }
        map.reset_within_bytes(1 << 20);
    });
}

#[cfg(feature = "serde")]
#[test]
fn json_in_place() {
    use serde::Deserialize;

    let mut map = ReuseMap::<String, Texts>::new();
    for number in 0..10 {
        let inner =
            keys(number).chunks(10).map(|keys| format!("{:?}: {{{}}}", keys[0], texts(keys))).collect::<Vec<_>>();
        let text = format!("{{{}}}", inner.join(","));
        let made = allocations(|| {
            let mut deserializer = serde_json::Deserializer::from_str(&text);
            ReuseMap::deserialize_in_place(&mut deserializer, &mut map).unwrap();
        });
        assert_eq!((map.len(), map.values().map(Texts::len).sum::<usize>()), (10, 100));
        assert!(number < 2 || made == 0, "round {number} made {made} allocations");
    }
}

#[cfg(feature = "serde")]
#[test]
fn json_with_values_of_unlike_sizes() {
    use serde::Deserialize;

    let one = |number: usize, key: &String| {
        format!("{:?}: {{{}}}", &key[number % 4..], texts(&keys(number)[..number * 7 % 50]))
    };
    let inner: Vec<_> = keys(0).iter().enumerate().map(|(number, key)| one(number, key)).collect();
    let text = format!("{{{}}}", inner.join(","));
    let mut map = ReuseMap::<String, Texts>::new();
    assert_warm(|_| {
        let mut deserializer = serde_json::Deserializer::from_str(&text);
        ReuseMap::deserialize_in_place(&mut deserializer, &mut map).unwrap();
        assert_eq!(map.len(), 100);
        map.reset_within_bytes(1 << 20);
    });
}

#[cfg(feature = "serde")]
fn texts(keys: &[String]) -> String {
    keys.iter().map(|key| format!("{key:?}: \"value\"")).collect::<Vec<_>>().join(",")
}
