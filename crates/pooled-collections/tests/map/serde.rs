//! Serialising, and deserialising into spares.

use std::collections::HashMap;

use pooled_collections::ReuseMap;
use pooled_runtime::Reset;

use crate::in_place::read;
use crate::unlucky::Unlucky;

type Texts = ReuseMap<String, String>;

#[test]
fn there_and_back() {
    let map = Texts::from([("a".to_string(), "b".to_string()), ("c".to_string(), "d".to_string())]);
    let text = serde_json::to_string(&map).unwrap();
    assert_eq!(serde_json::from_str::<Texts>(&text).unwrap(), map);
    assert_eq!(serde_json::from_str::<HashMap<String, String>>(&text).unwrap().len(), 2);
}

#[test]
fn in_place_of_what_was_there() {
    let mut map = Texts::new();
    read(r#"{"a": "1", "b": "2"}"#, &mut map).unwrap();
    read(r#"{"b": "3"}"#, &mut map).unwrap();
    assert_eq!((map.len(), map.spares()), (1, 1));
    assert_eq!(map["b"], "3");
}

#[test]
fn the_last_value_of_a_key_stays() {
    let text = r#"{"a": {"x": "1"}, "b": {}, "a": {"y": "2"}}"#;
    let mut map = ReuseMap::<String, Texts>::new();
    for _ in 0..3 {
        read(text, &mut map).unwrap();
        assert_eq!(map.len(), 2);
        assert_eq!(map["a"].len(), 1);
        assert_eq!(map["a"]["y"], "2");
    }
    assert_eq!(map, serde_json::from_str::<ReuseMap<String, Texts>>(text).unwrap());
}

#[test]
fn bad_input_leaves_a_clean_map() {
    let mut map = ReuseMap::<String, Texts>::new();
    let good = r#"{"a": {"x": "1"}, "b": {"y": "2", "z": "3"}}"#;
    for end in 0..good.len() {
        read(good, &mut map).unwrap();
        assert!(read(&good[..end], &mut map).is_err());
        assert_eq!((map.len(), map.spares()), (0, 2), "after {}", &good[..end]);
        assert!(map.entry_ref("new").is_empty());
        map.reset();
    }
    // The value of a key that is there already.
    read(good, &mut map).unwrap();
    assert!(read(r#"{"a": {}, "a": {"x": 1}}"#, &mut map).is_err());
    assert_eq!((map.len(), map.spares()), (0, 2));
}

#[test]
fn keys_that_are_not_texts() {
    let mut map = ReuseMap::<u32, Vec<u8>>::new();
    for _ in 0..2 {
        read(r#"{"1": [1, 2], "20": []}"#, &mut map).unwrap();
        assert_eq!(map[&1], [1, 2]);
    }
    assert!(read(r#"{"1": [], "x": []}"#, &mut map).is_err());
    assert_eq!((map.len(), map.spares()), (0, 2));
}

#[test]
fn a_panic_leaves_no_dirty_spare() {
    let mut map = ReuseMap::<String, Unlucky>::new();
    read(r#"{"a": 1, "b": 2, "c": 3}"#, &mut map).unwrap();
    let bad = r#"{"d": 4, "e": 13, "f": 5}"#;
    let result = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| read(bad, &mut map)));
    assert!(result.is_err());
    assert_eq!((map.len(), map.spares()), (1, 1), "the entry that was half filled is lost");
    assert_eq!((map.get("d"), map.get("e")), (Some(&Unlucky(4)), None));
    map.clear();
    assert!(["d", "e"].iter().all(|key| map.entry_ref(*key).0 == 0));
}
