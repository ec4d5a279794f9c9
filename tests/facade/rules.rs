//! The reset that the derive writes: every rule, every kind of type.

use std::collections::HashMap;
use std::marker::PhantomData;

use pooled_types::{PoolBox, Pooled, Reset};

fn wipe(secret: &mut [u8; 4]) {
    secret.fill(0xEE);
}

#[derive(Pooled, Default)]
struct Every {
    by_default: u64,
    #[pooled(value = 3)]
    retries: u8,
    #[pooled(value = String::from("none"))]
    name: String,
    #[pooled(default)]
    range: std::ops::Range<u32>,
    #[pooled(with = wipe)]
    secret: [u8; 4],
    #[pooled(keep, cold)]
    serial: u64,
    #[pooled(max_capacity = 16, hot)]
    log: String,
    #[pooled(value = Some(|x| x + 1))]
    function: Option<fn(u32) -> u32>,
    r#type: Option<String>,
}

#[test]
fn each_rule_in_a_new_object_and_in_a_used_one() {
    let check = |every: &Every| {
        assert_eq!((every.by_default, every.retries, every.name.as_str()), (0, 3, "none"));
        assert_eq!((every.range.clone(), every.secret, every.log.as_str()), (0..0, [0xEE; 4], ""));
        assert!(every.r#type.is_none());
        assert_eq!(every.function.unwrap()(1), 2);
    };
    let mut every = Every::take();
    check(&every);
    assert_eq!(every.serial, 0);
    every.by_default = 1;
    every.retries = 1;
    every.name.clear();
    every.range = 1..2;
    every.secret = [1; 4];
    every.serial = 9;
    every.log.push_str(&"x".repeat(100));
    every.function = None;
    every.r#type = Some("t".into());
    drop(every);
    let every = Every::take();
    check(&every);
    assert_eq!(every.serial, 9);
    assert!(every.log.capacity() <= 16);
}

#[test]
fn a_value_may_name_constants_of_the_type() {
    #[derive(Pooled, Default)]
    struct Packet {
        #[pooled(value = [1; Self::LEN])]
        header: [u8; 4],
        #[pooled(max_capacity = Self::LEN)]
        list: Vec<u8>,
    }
    impl Packet {
        const LEN: usize = 4;
    }

    let packet = Packet::take();
    assert_eq!((packet.header, packet.list.len()), ([1; 4], 0));
}

#[test]
fn an_attribute_of_the_type_may_name_its_constants() {
    #[derive(Pooled, Default)]
    #[pooled(capacity = Self::IDLE, depot = Self::IDLE, max_size = 8 * Self::IDLE, max_size_32 = Self::BYTES)]
    struct Item([u64; 3]);
    impl Item {
        const IDLE: usize = 3;
        const BYTES: usize = 24;
    }
    #[derive(Pooled, Default)]
    #[pooled(static = Self::SLOTS)]
    struct Slot;
    impl Slot {
        const SLOTS: usize = 1;
    }
    #[derive(Reset)]
    #[pooled(max_lines = Self::LINES)]
    struct Part<'a>(#[pooled(value = "")] &'a str);
    impl Part<'_> {
        const LINES: usize = 1;
    }

    assert_eq!(Item::take().0, [0; 3]);
    drop((0..9).map(|_| Item::take()).collect::<Vec<_>>());
    assert_eq!(Item::stats().idle, 6, "three on the thread, three in the depot");
    let slot = pooled_types::StaticPooled::take();
    assert!(slot.is_some() && <Slot as pooled_types::StaticPooled>::take().is_none());
    drop::<Option<pooled_types::StaticBox<Slot>>>(slot);
    let mut part = Part("x");
    part.reset();
    assert_eq!(part.0, "");
}

#[test]
fn a_value_that_returns_leaves_no_field_behind() {
    #[derive(Pooled, Default)]
    struct Item {
        first: String,
        #[pooled(value = return 3)]
        second: u8,
        third: String,
    }

    let mut item = Item::take();
    (item.first, item.second, item.third) = ("x".into(), 1, "x".into());
    drop(item);
    let item = Item::take();
    assert_eq!((item.first.as_str(), item.second, item.third.as_str()), ("", 3, ""));
}

#[test]
fn tuple_and_unit_structs() {
    #[derive(Pooled, Default)]
    struct Pair(u8, #[pooled(value = 7)] u8);
    #[derive(Pooled, Default, PartialEq, Debug)]
    struct Unit;

    let mut pair = Pair::take();
    (pair.0, pair.1) = (1, 1);
    drop(pair);
    assert_eq!(
        {
            let pair = Pair::take();
            (pair.0, pair.1)
        },
        (0, 7)
    );
    assert_eq!(*Unit::take(), Unit);
}

#[test]
fn only_containers_are_bounded_by_default() {
    #[derive(Pooled, Default)]
    struct Big {
        bytes: Vec<u8>,
        map: HashMap<u64, u64>,
    }

    let mut big = Big::take();
    big.bytes.reserve(70_000);
    big.map.reserve(4_000);
    drop(big);
    let big = Big::take();
    assert!((1..=64 * 1024).contains(&big.bytes.capacity()));
    assert!((1..=64 * 1024 / 17).contains(&big.map.capacity()));
}

#[derive(Pooled, Default, Debug, PartialEq)]
enum Marked {
    #[default]
    Idle,
    Busy {
        #[allow(dead_code, reason = "no rule is needed where the variant is replaced")]
        started: Option<std::time::Instant>,
    },
}

#[test]
fn an_enum_in_another_variant_becomes_fresh() {
    let mut marked = Marked::take();
    *marked = Marked::Busy { started: None };
    drop(marked);
    assert_eq!(*Marked::take(), Marked::Idle);
}

#[derive(Pooled, Debug)]
#[pooled(new = Self::new)]
enum InPlace {
    #[pooled(default)]
    Text {
        text: String,
        #[pooled(value = 1)]
        version: u32,
    },
    Number(#[allow(dead_code, reason = "only replaced")] f64),
}

impl InPlace {
    fn new() -> Self {
        Self::Text { text: String::new(), version: 0 }
    }
}

#[test]
fn an_enum_in_its_marked_variant_is_reset_in_place() {
    let mut object = InPlace::take();
    let InPlace::Text { text, version } = &mut *object else { panic!() };
    assert_eq!((text.as_str(), *version), ("", 1));
    text.reserve(100);
    let buffer = text.as_ptr();
    *version = 5;
    drop(object);
    let mut object = InPlace::take();
    let InPlace::Text { text, version } = &*object else { panic!() };
    assert_eq!((text.as_str(), *version, text.as_ptr()), ("", 1, buffer));
    *object = InPlace::Number(1.0);
    drop(object);
    let object = InPlace::take();
    let InPlace::Text { text, version } = &*object else { panic!() };
    assert_eq!((text.as_str(), *version), ("", 1));
}

#[test]
#[should_panic(expected = "a fresh `Confused` must be in the variant marked `default`, which is `A`")]
fn a_mark_on_a_variant_that_is_not_fresh() {
    #[derive(Pooled)]
    #[pooled(new = Confused::new)]
    enum Confused {
        #[pooled(default)]
        A,
        B,
    }
    impl Confused {
        fn new() -> Self {
            Self::B
        }
    }

    drop(Confused::take());
    assert!(matches!(Confused::A, Confused::A));
}

#[derive(Pooled, Default)]
struct Iterating<T: Iterator>
where
    T::Item: Default,
{
    list: Vec<T::Item>,
    one: Option<<T as Iterator>::Item>,
}

#[test]
fn associated_types_are_bounded_as_their_fields_need() {
    Iterating::<std::ops::Range<u8>>::take().list.push(1);
    let iterating = Iterating::<std::ops::Range<u8>>::take();
    assert!(iterating.list.is_empty() && iterating.one.is_none());
}

#[derive(Pooled, Debug)]
enum Unmarked {
    A(Vec<u8>),
    B(String),
}

impl Default for Unmarked {
    fn default() -> Self {
        Self::B(String::new())
    }
}

#[test]
fn an_unmarked_enum_keeps_its_fields_if_the_fresh_one_is_alike() {
    let mut object = Unmarked::take();
    let Unmarked::B(text) = &mut *object else { panic!() };
    text.reserve(100);
    let buffer = text.as_ptr();
    drop(object);
    let mut object = Unmarked::take();
    assert!(matches!(&*object, Unmarked::B(text) if text.is_empty() && text.as_ptr() == buffer));
    *object = Unmarked::A(vec![1]);
    drop(object);
    assert!(matches!(&*Unmarked::take(), Unmarked::B(text) if text.is_empty()));
}

#[derive(Reset, Default)]
struct Part {
    items: Vec<u8>,
    #[pooled(value = 2)]
    level: u8,
}

#[derive(Pooled, Default)]
struct Whole {
    part: Part,
    parts: [Part; 2],
    boxed: Box<Part>,
}

#[test]
fn parts_need_no_pool_of_their_own() {
    let mut whole = Whole::take();
    assert_eq!((whole.part.level, whole.parts[1].level, whole.boxed.level), (2, 2, 2));
    whole.boxed.items.reserve(10);
    whole.boxed.level = 0;
    drop(whole);
    let whole = Whole::take();
    assert!(whole.boxed.items.capacity() >= 10 && whole.boxed.level == 2);
}

#[derive(Reset)]
struct Borrowing<'a> {
    #[pooled(value = "")]
    text: &'a str,
    count: u8,
}

#[test]
fn a_part_may_borrow() {
    let text = String::from("x");
    let mut part = Borrowing { text: &text, count: 1 };
    part.reset();
    assert_eq!((part.text, part.count), ("", 0));
}

#[test]
fn reset_by_hand() {
    #[derive(Pooled, Default)]
    #[pooled(reset = Hand::clean)]
    struct Hand {
        no_rule: std::ops::Range<u8>,
    }
    impl Hand {
        fn clean(&mut self) {
            self.no_rule = 4..5;
        }
    }

    assert_eq!(Hand::take().no_rule, 4..5);
}

/// No field needs anything of `T`, so no bound asks for anything.
#[derive(Pooled, Default)]
struct Items<T: Default, const N: usize = 3>
where
    T: Clone,
{
    list: Vec<T>,
    array: [u8; N2],
    marker: PhantomData<[T; N]>,
}
const N2: usize = 2;

#[derive(Default, Clone)]
struct NoReset;

#[test]
fn generic_bounds_come_from_the_fields() {
    let mut items = Items::<NoReset>::take();
    items.list.push(NoReset);
    drop(items);
    assert!(Items::<NoReset>::take().list.is_empty());
    assert_eq!(Items::<NoReset, 3>::take().array, [0; 2]);
}

trait Shape {
    type Part;
}
struct Round;
impl Shape for Round {
    type Part = u8;
}

#[derive(Pooled)]
#[pooled(bound = "S: Shape + Send + 'static, S::Part: Reset + Default + Send + 'static", new = Self::new)]
struct Shaped<S: Shape> {
    part: S::Part,
}
impl<S: Shape<Part: Default>> Shaped<S> {
    fn new() -> Self {
        Self { part: S::Part::default() }
    }
}

#[test]
fn bounds_can_be_given() {
    Shaped::<Round>::take().part = 4;
    assert_eq!(Shaped::<Round>::take().part, 0);
}

#[test]
fn a_static_pool_is_bounded() {
    use pooled_types::StaticPooled;

    #[derive(Pooled, Default)]
    #[pooled(static = 2)]
    struct Packet {
        bytes: Vec<u8>,
        #[pooled(value = 9)]
        ttl: u8,
    }

    let (mut one, two) = (Packet::take().unwrap(), Packet::take().unwrap());
    assert!(Packet::take().is_none());
    one.bytes.reserve(100);
    one.ttl = 1;
    let buffer = one.bytes.as_ptr();
    drop(one);
    let one = Packet::take().unwrap();
    assert_eq!((one.bytes.as_ptr(), one.ttl, two.ttl), (buffer, 9, 9));
}

#[test]
fn a_renamed_path_serves() {
    mod facade {
        pub(super) use pooled_types as inner;
    }
    #[derive(facade::inner::Pooled, Default)]
    #[pooled(crate = facade::inner)]
    struct Item(u8);

    let item: PoolBox<Item> = Item::take();
    assert_eq!(item.0, 0);
}
