//! What `Default` or `new` put into a field, and the reset removes, is told in builds with debug assertions. Release
//! builds tell nothing.

use std::borrow::Cow;
use std::cell::{Cell, OnceCell, RefCell};
use std::collections::{BTreeMap, HashMap, VecDeque};
use std::io::Cursor;
use std::num::Wrapping;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, AtomicU32};
use std::sync::{Mutex, OnceLock, RwLock};
use std::thread;
use std::time::Duration;

use pooled_types::{PoolBox, Pooled, Reset, StaticPooled};

/// The message of a panic in `take`; `None` if it does not panic.
fn told(take: impl FnOnce()) -> Option<String> {
    let payload = catch_unwind(AssertUnwindSafe(take)).err()?;
    Some(*payload.downcast::<String>().expect("the panic has a text"))
}

/// What a debug build says of a fresh object of `type_name` with content in `places`.
fn message(type_name: &str, places: &str) -> Option<String> {
    cfg!(debug_assertions).then(|| {
        format!(
            "a fresh `{type_name}` has content in {places}, and its reset removes that: leave it out of `Default` or \
             `new`, or give each such field a rule, as `#[pooled(value = ...)]`"
        )
    })
}

#[track_caller]
fn check<T: Pooled>(places: &str) {
    let said = told(|| drop(T::take()));
    assert_eq!(said, message(std::any::type_name::<T>(), places));
}

#[derive(Pooled)]
struct Config {
    retries: u32,
    name: String,
    path: String,
}

impl Default for Config {
    fn default() -> Self {
        Self { retries: 3, name: "main".into(), path: String::with_capacity(100) }
    }
}

#[test]
fn the_fields_are_named() {
    check::<Config>("`retries`, `name`");
    // Each fresh object is asked, in every way to get one.
    check::<Config>("`retries`, `name`");
    let expected = message(std::any::type_name::<Config>(), "`retries`, `name`");
    assert_eq!(told(|| _ = Config::warm(1)), expected);
    assert_eq!(told(|| _ = Config::warm_shared(1)), expected);
    let elsewhere = thread::spawn(|| told(|| drop(Config::take())));
    assert_eq!(elsewhere.join().expect("the panic is caught"), expected);
    assert_eq!(Config::stats().live, 0);
}

#[test]
fn a_value_of_the_user_is_not_asked() {
    #[derive(Pooled)]
    struct Adopted(u32);
    impl Default for Adopted {
        fn default() -> Self {
            Self(1)
        }
    }
    drop(PoolBox::new(Adopted(7)));
    assert_eq!(Adopted::take().0, 0, "the adopted object is reused");
}

/// Makes the values of the fields below. Each is the content of a field that the reset removes.
macro_rules! kinds {
    ($($name:ident: $type:ty = $content:expr, $empty:expr;)+) => {
        #[test]
        fn each_kind_of_field_is_asked() {$({
            #[derive(Pooled)]
            #[pooled(local, new = Full::new)]
            struct Full {
                before: u8,
                $name: $type,
            }
            impl Full {
                fn new() -> Self {
                    Self { before: 0, $name: $content }
                }
            }
            check::<Full>(concat!("`", stringify!($name), "`"));
        })+}

        #[test]
        fn an_empty_field_has_no_content() {$({
            #[derive(Pooled)]
            #[pooled(local, new = Empty::new)]
            struct Empty {
                $name: $type,
            }
            impl Empty {
                fn new() -> Self {
                    Self { $name: $empty }
                }
            }
            assert_eq!(told(|| drop(Empty::take())), None, stringify!($name));
        })+}
    };
}

kinds! {
    number: i64 = -1, 0;
    float: f64 = f64::NAN, -0.0;
    flag: bool = true, false;
    letter: char = 'x', '\0';
    duration: Duration = Duration::from_secs(1), Duration::ZERO;
    atomic: AtomicU32 = AtomicU32::new(1), AtomicU32::new(0);
    atomic_flag: AtomicBool = AtomicBool::new(true), AtomicBool::new(false);
    text: String = "x".into(), String::with_capacity(100_000);
    list: Vec<u8> = vec![0], Vec::with_capacity(100_000);
    queue: VecDeque<u8> = [0].into(), VecDeque::with_capacity(10);
    map: HashMap<u8, u8> = [(0, 0)].into(), HashMap::with_capacity(10);
    tree: BTreeMap<u8, u8> = [(0, 0)].into(), BTreeMap::new();
    option: Option<u8> = Some(0), None;
    once: OnceCell<u8> = 0.into(), OnceCell::new();
    once_lock: OnceLock<u8> = 0.into(), OnceLock::new();
    boxed_text: Box<str> = "x".into(), "".into();
    borrowed: &'static str = "x", "";
    slice: &'static [u8] = &[0], &[];
    cow: Cow<'static, str> = "x".into(), "".into();
    cow_list: Cow<'static, [u8]> = vec![0].into(), Vec::with_capacity(10).into();
    array: [u8; 3] = [0, 0, 1], [0; 3];
    tuple: (u8, String) = (0, "x".into()), (0, String::new());
    wrapping: Wrapping<u8> = Wrapping(1), Wrapping(0);
    cell: Cell<u8> = Cell::new(1), Cell::new(0);
    ref_cell: RefCell<Vec<u8>> = vec![0].into(), Vec::new().into();
    mutex: Mutex<u8> = 1.into(), 0.into();
    lock: RwLock<Option<u8>> = Some(0).into(), None.into();
    cursor: Cursor<Vec<u8>> = at(1), at(0);
    boxed: Box<u8> = 1.into(), 0.into();
    boxed_list: Box<[Box<u8>]> = [0.into(), 1.into()].into(), [0.into()].into();
    object: PoolBox<Vec<u8>> = PoolBox::new(vec![0]), PoolBox::default();
}

fn at(position: u64) -> Cursor<Vec<u8>> {
    let mut cursor = Cursor::default();
    cursor.set_position(position);
    cursor
}

#[cfg(feature = "collections")]
#[test]
fn containers_that_keep_their_elements_are_asked() {
    use pooled_types::{ReuseMap, ReuseOption, ReuseVec};

    #[derive(Pooled)]
    #[pooled(new = Full::new)]
    struct Full {
        list: ReuseVec<String>,
        map: ReuseMap<u8, String>,
        option: ReuseOption<String>,
        spares: ReuseVec<String>,
    }
    impl Full {
        fn new() -> Self {
            let mut map = ReuseMap::default();
            *map.entry_ref(&1) = "x".into();
            let mut spares: ReuseVec<String> = ["x".into()].into_iter().collect();
            spares.clear();
            Self { list: ["x".into()].into_iter().collect(), map, option: ReuseOption::some("x".into()), spares }
        }
    }
    check::<Full>("`list`, `map`, `option`");
}

fn leave(_: &mut u8) {}

#[derive(Pooled)]
#[pooled(new = Ruled::new)]
struct Ruled {
    #[pooled(value = 1)]
    value: u8,
    #[pooled(default)]
    default: u8,
    #[pooled(with = leave)]
    with: u8,
    #[pooled(keep)]
    keep: u8,
    by_hand: ByHand,
}

impl Ruled {
    fn new() -> Self {
        Self { value: 2, default: 2, with: 2, keep: 2, by_hand: ByHand(2) }
    }
}

struct ByHand(u8);

impl Reset for ByHand {
    fn reset(&mut self) {
        self.0.reset();
    }
}

#[derive(Pooled)]
#[pooled(new = Whole::new, reset = Whole::clean)]
struct Whole(u8);

impl Whole {
    fn new() -> Self {
        Self(1)
    }

    fn clean(&mut self) {
        self.0.reset();
    }
}

#[test]
fn a_rule_and_a_reset_by_hand_say_what_they_do() {
    let ruled = Ruled::take();
    assert_eq!((ruled.value, ruled.default, ruled.with, ruled.keep, ruled.by_hand.0), (1, 0, 2, 2, 0));
    assert_eq!(Whole::take().0, 0);
}

#[test]
fn a_limit_does_not_say_that_content_is_lost() {
    #[derive(Pooled)]
    #[pooled(new = Limited::new)]
    struct Limited {
        #[pooled(max_capacity = 10)]
        list: Vec<u8>,
    }
    impl Limited {
        fn new() -> Self {
            Self { list: vec![0; 100] }
        }
    }
    check::<Limited>("`list`");
}

#[derive(Reset)]
struct Limits {
    most: u32,
    #[pooled(value = 1)]
    least: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self { most: 10, least: 1 }
    }
}

#[test]
fn a_part_belongs_to_its_field() {
    #[derive(Pooled, Default)]
    struct Nested {
        name: String,
        limits: Limits,
        boxed: Box<(u8, Limits)>,
        least: u8,
    }
    assert_eq!(Limits::default().least, 1);
    check::<Nested>("`limits`, `boxed`");
}

#[test]
fn a_tuple_and_a_generic_type_name_their_fields() {
    #[derive(Pooled)]
    #[pooled(new = Pair::new)]
    struct Pair<T: Send + 'static>(Option<T>, Vec<T>, [u64; 0], u16);
    impl<T: Send + 'static> Pair<T> {
        fn new() -> Self {
            Self(None, Vec::new(), [], 5)
        }
    }
    check::<Pair<String>>("`3`");
    check::<Pair<u8>>("`3`");
}

#[test]
fn an_instance_is_asked() {
    #[derive(Pooled)]
    #[pooled(instances(Instance<u8>))]
    struct Instance<T: Send + 'static> {
        list: Vec<T>,
        count: usize,
    }
    impl<T: Send + 'static> Default for Instance<T> {
        fn default() -> Self {
            Self { list: Vec::new(), count: 1 }
        }
    }
    check::<Instance<u8>>("`count`");
    check::<Instance<u16>>("`count`");
}

#[test]
fn of_an_enum_the_type_of_the_part_is_named() {
    #[derive(Pooled)]
    enum Marked {
        #[pooled(default)]
        Open(u16, Option<u8>),
        #[expect(dead_code, reason = "a fresh value is not in it")]
        Closed(String),
    }
    impl Default for Marked {
        fn default() -> Self {
            Self::Open(1, None)
        }
    }
    #[derive(Pooled)]
    enum Unmarked {
        #[expect(dead_code, reason = "a fresh value is not in it")]
        Open(u16),
        Closed {
            name: Box<char>,
            #[pooled(value = 1)]
            number: u8,
        },
    }
    impl Default for Unmarked {
        fn default() -> Self {
            Self::Closed { name: 'x'.into(), number: 1 }
        }
    }
    #[derive(Pooled, Default)]
    enum Plain {
        #[expect(dead_code, reason = "a fresh value is not in it")]
        One,
        #[default]
        Two,
    }
    check::<Marked>("a part of the type `u16`");
    check::<Unmarked>("a part of the type `alloc::boxed::Box<char>`");
    assert!(matches!(*Plain::take(), Plain::Two));
}

#[test]
fn at_most_six_fields_are_named() {
    #[derive(Pooled)]
    #[pooled(new = Many::new)]
    struct Many(u8, u8, u8, u8, u8, u8, u8, u8, u8, u8);
    impl Many {
        fn new() -> Self {
            Self(0, 1, 1, 1, 1, 1, 1, 1, 1, 1)
        }
    }
    check::<Many>("`1`, `2`, `3`, `4`, `5`, `6`");
}

#[test]
fn a_static_pool_tells_too() {
    #[derive(Pooled)]
    #[pooled(static = 2)]
    struct Packet {
        bytes: [u8; 4],
        hops: u8,
    }
    impl Default for Packet {
        fn default() -> Self {
            Self { bytes: [0; 4], hops: 8 }
        }
    }
    let take = || drop(Packet::take().expect("a slot is free"));
    let expected = message(std::any::type_name::<Packet>(), "`hops`");
    // The slot is vacant again each time.
    for _ in 0..3 {
        assert_eq!(told(take), expected);
    }
}

thread_local!(static INNER: Cell<bool> = const { Cell::new(false) });

/// Takes an object with content while it is reset, and goes on.
fn take_another(tag: &mut u8) {
    *tag = 1;
    INNER.set(told(|| drop(Config::take())).is_some());
}

#[test]
fn a_search_in_a_search_disturbs_neither() {
    #[derive(Pooled)]
    #[pooled(new = Outer::new)]
    struct Outer {
        first: u8,
        #[pooled(with = take_another)]
        tag: u8,
        last: String,
    }
    impl Outer {
        fn new() -> Self {
            Self { first: 1, tag: 0, last: "x".into() }
        }
    }
    check::<Outer>("`first`, `last`");
    assert_eq!(INNER.get(), cfg!(debug_assertions));
}

#[test]
fn a_panic_of_the_reset_goes_on_and_ends_the_search() {
    #[derive(Pooled)]
    #[pooled(new = Breaks::new)]
    struct Breaks {
        first: u8,
        #[pooled(value = panic!("{}", String::from("the rule failed")))]
        second: u8,
    }
    impl Breaks {
        fn new() -> Self {
            Self { first: 1, second: 0 }
        }
    }
    assert_eq!(told(|| drop(Breaks::take())).as_deref(), Some("the rule failed"));
    check::<Config>("`retries`, `name`");
}

#[test]
fn while_a_thread_unwinds_nothing_is_told() {
    #[derive(Pooled)]
    #[pooled(new = Late::new)]
    struct Late(u8);
    impl Late {
        fn new() -> Self {
            Self(1)
        }
    }
    struct TakesInDrop;
    impl Drop for TakesInDrop {
        fn drop(&mut self) {
            assert_eq!(Late::take().0, 0);
        }
    }
    let said = told(|| {
        let _takes = TakesInDrop;
        panic!("{}", String::from("the first panic"));
    });
    assert_eq!(said.as_deref(), Some("the first panic"));
}
