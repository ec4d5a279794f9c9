//! Containers that keep their elements, as fields of pooled types and with the rule `max_bytes`.

use std::collections::hash_map::RandomState;

use pooled_types::reset::KEPT_BYTES;
use pooled_types::{PoolBox, Pooled, Reset, ReuseMap};

/// The bytes of the values that are put into a map.
const EACH: usize = 1000;

/// Puts `n` values of [`EACH`] bytes into the map.
fn fill(map: &mut ReuseMap<u32, String>, n: u32) {
    for key in 0..n {
        *map.entry_ref(&key) = "v".repeat(EACH);
    }
}

#[test]
fn what_a_field_keeps_comes_back() {
    #[derive(Pooled, Default)]
    struct Request {
        headers: ReuseMap<String, String>,
    }

    for used_before in [0, 2] {
        let mut request = Request::take();
        assert_eq!((request.headers.len(), request.headers.spares()), (0, used_before));
        request.headers.entry_ref("host").push_str("example.org");
        request.headers.entry_ref("accept").push_str("text/html");
    }
}

#[test]
fn the_limit_of_a_field() {
    #[derive(Pooled, Default)]
    struct Item {
        by_type: ReuseMap<u32, String>,
        #[pooled(max_bytes = 10_000)]
        smaller: ReuseMap<u32, String>,
        #[pooled(max_bytes = Self::LARGE)]
        larger: ReuseMap<u32, String>,
    }
    impl Item {
        const LARGE: usize = 4 * KEPT_BYTES;
    }

    let grow = |n| {
        let before = Item::stats().shrunk;
        let mut item = Item::take();
        let Item { by_type, smaller, larger } = &mut *item;
        for map in [by_type, smaller, larger] {
            fill(map, n);
        }
        drop(item);
        Item::stats().shrunk - before
    };
    assert_eq!(grow(5), 0);
    assert_eq!(grow(100), 2, "the map with the larger limit is not shrunk");
    let mut item = Item::take();
    let Item { by_type, smaller, larger } = &mut *item;
    let [by_type, smaller, larger] = [by_type, smaller, larger].map(|map| (map.spares(), map.retained_bytes()));
    assert!(by_type.0 > 40 && by_type.1 <= KEPT_BYTES, "{by_type:?}");
    assert!(smaller.0 > 4 && smaller.1 <= 10_000, "{smaller:?}");
    assert!(larger.0 == 100 && larger.1 > KEPT_BYTES, "{larger:?}");
    assert_eq!(Reset::retained_bytes(&mut *item), by_type.1 + smaller.1 + larger.1);
}

#[test]
fn the_limit_of_a_generic_field() {
    #[derive(Pooled, Default)]
    struct Item<V: Default> {
        #[pooled(max_bytes = 10_000)]
        map: ReuseMap<u32, V, RandomState>,
    }

    let mut item = Item::<String>::take();
    fill(&mut item.map, 50);
    item.reset();
    assert!(item.map.spares() > 4 && item.map.retained_bytes() <= 10_000);
}

#[test]
fn an_element_that_keeps_something_makes_the_object_keep_it() {
    #[derive(Reset, Default)]
    struct Part {
        #[pooled(keep)]
        serial: u32,
    }
    #[derive(Pooled, Default)]
    struct Item {
        #[pooled(max_bytes = 10_000)]
        map: ReuseMap<u32, Part>,
    }
    struct TakenInDrop;
    impl Drop for TakenInDrop {
        fn drop(&mut self) {
            Item::take().map.entry_ref(&1).serial = 7;
        }
    }

    let panicked = std::panic::catch_unwind(|| {
        let _taken_in_drop = TakenInDrop;
        panic!("while it unwinds, objects that keep something are not pooled");
    });
    assert!(panicked.is_err());
    assert_eq!(Item::stats().idle, 0);
}

#[test]
fn the_layout_says_what_a_field_keeps() {
    #[derive(Pooled, Default)]
    struct Item {
        by_type: ReuseMap<u32, u32>,
        #[pooled(max_bytes = 1000)]
        literal: ReuseMap<u32, u32>,
    }
    #[derive(Reset, Default)]
    struct Constant(#[pooled(max_bytes = KEPT_BYTES)] ReuseMap<u32, u32>);

    let layout = Item::LAYOUT;
    assert_eq!(layout.idle_bytes(), (layout.size + KEPT_BYTES + 1000, true));
    let layout = pooled_types::TypeLayout::of::<Constant>();
    assert_eq!(layout.idle_bytes(), (layout.size, false));
    assert_eq!(layout.unmeasured().count(), 0);
}

#[test]
fn a_map_is_a_pooled_type_itself() {
    type Map = ReuseMap<String, [u8; 3]>;

    for used_before in [0, 1] {
        let mut map = PoolBox::<Map>::take();
        assert_eq!((map.len(), map.spares()), (0, used_before));
        map.entry_ref("key")[0] = 1;
    }
    let stats = PoolBox::<Map>::stats();
    assert_eq!((stats.takes, stats.misses), (2, 1));
    let layout = <Map as Pooled>::LAYOUT;
    assert_eq!((layout.size, layout.idle_bytes()), (size_of::<Map>(), (size_of::<Map>() + KEPT_BYTES, true)));
    std::thread::spawn(|| drop(PoolBox::<Map>::take())).join().expect("a handle can be sent");
}
