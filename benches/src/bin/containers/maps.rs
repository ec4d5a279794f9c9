//! `ReuseMap` beside other hash maps, all with the same hasher and with texts as keys.

use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};
use std::hint::black_box;

use hashbrown::DefaultHashBuilder;
use pooled_benches::row::{print_head, print_row, time};
use pooled_collections::ReuseMap;

/// A round works on at least so many entries.
const FEWEST: usize = 50_000;
/// A map is filled with so many sets of keys in turn.
const SETS: usize = 8;

/// What can be a value.
trait Value: Clone {
    const NAME: &str;
    fn make() -> Self;
    /// Fills a clean value.
    fn fill(&mut self);
    fn len(&self) -> usize;
}

impl Value for String {
    const NAME: &str = "String";

    fn make() -> Self {
        "text/html; charset=utf-8".to_string()
    }

    fn fill(&mut self) {
        self.push_str("text/html; charset=utf-8");
    }

    fn len(&self) -> usize {
        self.len()
    }
}

impl Value for u64 {
    const NAME: &str = "u64";

    fn make() -> Self {
        1
    }

    fn fill(&mut self) {
        *self = 1;
    }

    fn len(&self) -> usize {
        1
    }
}

/// What the maps have in common.
trait Map<V, S> {
    /// Whether `empty` keeps keys and values.
    const KEEPS: bool;

    fn new(hasher: S) -> Self;
    fn find(&self, key: &str) -> Option<&V>;
    fn fill(&mut self, keys: &[String]);
    fn total(&self) -> usize;
    fn empty(&mut self);
}

macro_rules! maps {
    ($($type:ty, $keeps:literal, $self:ident, $key:ident => $insert:expr;)+) => {$(
        impl<V: Value + Default + pooled_types::Reset, S: BuildHasher> Map<V, S> for $type {
            const KEEPS: bool = $keeps;

            fn new(hasher: S) -> Self {
                Self::with_hasher(hasher)
            }

            #[inline]
            fn find(&self, key: &str) -> Option<&V> {
                self.get(key)
            }

            #[inline]
            fn fill(&mut self, keys: &[String]) {
                let $self = self;
                for $key in keys {
                    $insert;
                }
            }

            #[inline]
            fn total(&self) -> usize {
                self.iter().map(|(key, value)| key.len() + value.len()).sum()
            }

            #[inline]
            fn empty(&mut self) {
                self.clear();
            }
        }
    )+};
}

maps! {
    HashMap<String, V, S>, false, map, key => map.insert(key.clone(), V::make());
    hashbrown::HashMap<String, V, S>, false, map, key => map.insert(key.clone(), V::make());
    ReuseMap<String, V, S>, true, map, key => map.entry_ref(key.as_str()).fill();
}

/// Prints all rows of maps.
pub fn compare(rounds: usize) {
    compare_with::<u64, _>("SipHash", &RandomState::new(), rounds);
    compare_with::<String, _>("SipHash", &RandomState::new(), rounds);
    compare_with::<u64, _>("foldhash", &DefaultHashBuilder::default(), rounds);
    compare_with::<String, _>("foldhash", &DefaultHashBuilder::default(), rounds);
}

fn compare_with<V, S>(name: &str, hasher: &S, rounds: usize)
where
    V: Value + Default + pooled_types::Reset,
    S: BuildHasher + Clone,
{
    let title = format!("{name}: String to {}", V::NAME);
    print_head(&title, &["hashbrown", "ReuseMap"]);
    for entries in [4, 64, 4096] {
        let sets: Vec<Vec<String>> = (0..SETS).map(|set| keys(set, entries)).collect();
        let turns = FEWEST.div_ceil(entries);
        macro_rules! row {
            ($what:literal, $lane:ident) => {
                print_row(
                    &format!("{}, {entries} entries", $what),
                    rounds,
                    vec![
                        Box::new($lane::<V, S, HashMap<String, V, S>>(hasher, &sets, turns)),
                        Box::new($lane::<V, S, hashbrown::HashMap<String, V, S>>(hasher, &sets, turns)),
                        Box::new($lane::<V, S, ReuseMap<String, V, S>>(hasher, &sets, turns)),
                    ],
                );
            };
        }
        row!("look-up", look_up);
        row!("look-up of missing keys", miss);
        row!("clear and insert other keys", refill);
        row!("new map, or clear; insert", renew);
        row!("iterate", iterate);
        row!("clear", clear);
    }
}

/// Keys of a set, of about the lengths of the names of headers.
fn keys(set: usize, entries: usize) -> Vec<String> {
    let mut random = 0x9e37_79b9_7f4a_7c15_u64.wrapping_mul(set as u64 + 1);
    let mut next = || {
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        random as usize
    };
    (0..entries).map(|number| format!("{set}-{number}-{}", &"header-name-that-is"[..4 + next() % 12])).collect()
}

fn filled<V, S: Clone, M: Map<V, S>>(hasher: &S, keys: &[String]) -> M {
    let mut map = M::new(hasher.clone());
    map.fill(keys);
    map
}

/// Looks keys up in another order than that in which they were inserted.
fn look_up<V, S: Clone, M: Map<V, S>>(hasher: &S, sets: &[Vec<String>], turns: usize) -> impl FnMut() -> f64 {
    let map: M = filled(hasher, &sets[0]);
    finds(map, &sets[0], turns)
}

fn miss<V, S: Clone, M: Map<V, S>>(hasher: &S, sets: &[Vec<String>], turns: usize) -> impl FnMut() -> f64 {
    let map: M = filled(hasher, &sets[0]);
    finds(map, &sets[1], turns)
}

fn finds<V, S, M: Map<V, S>>(map: M, keys: &[String], turns: usize) -> impl FnMut() -> f64 {
    let mut keys = keys.to_vec();
    keys.sort_by_key(|key| key.bytes().rev().collect::<Vec<u8>>());
    move || {
        time(turns * keys.len(), || {
            for _ in 0..turns {
                for key in &keys {
                    black_box(map.find(black_box(key)));
                }
            }
        })
    }
}

fn refill<V, S: Clone, M: Map<V, S>>(hasher: &S, sets: &[Vec<String>], turns: usize) -> impl FnMut() -> f64 {
    let mut map: M = filled(hasher, &sets[0]);
    move || {
        time(turns * sets[0].len(), || {
            for turn in 0..turns {
                map.empty();
                map.fill(&sets[turn % SETS]);
            }
            black_box(&map);
        })
    }
}

/// The same, but a map that frees its entries is made anew each time, as without a pool.
fn renew<V, S: Clone, M: Map<V, S>>(hasher: &S, sets: &[Vec<String>], turns: usize) -> impl FnMut() -> f64 {
    let mut map: M = filled(hasher, &sets[0]);
    move || {
        time(turns * sets[0].len(), || {
            for turn in 0..turns {
                if M::KEEPS {
                    map.empty();
                } else {
                    map = M::new(hasher.clone());
                }
                map.fill(&sets[turn % SETS]);
            }
            black_box(&map);
        })
    }
}

fn iterate<V, S: Clone, M: Map<V, S>>(hasher: &S, sets: &[Vec<String>], turns: usize) -> impl FnMut() -> f64 {
    let map: M = filled(hasher, &sets[0]);
    move || {
        time(turns * sets[0].len(), || {
            for _ in 0..turns {
                black_box(black_box(&map).total());
            }
        })
    }
}

/// Clears many maps that were filled before.
fn clear<V, S: Clone, M: Map<V, S>>(hasher: &S, sets: &[Vec<String>], turns: usize) -> impl FnMut() -> f64 {
    let mut maps: Vec<M> = (0..turns).map(|_| M::new(hasher.clone())).collect();
    move || {
        maps.iter_mut().for_each(|map| map.fill(&sets[0]));
        time(turns * sets[0].len(), || maps.iter_mut().for_each(M::empty))
    }
}
