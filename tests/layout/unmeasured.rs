//! Fields that may own memory that no pool can measure are named.

#![cfg(feature = "std")]

use std::rc::Rc;
use std::sync::Arc;

use pooled_types::{Pooled, Reset, TypeLayout};

fn close<T>(_: &mut T) {}

#[derive(Reset)]
struct Measured {
    list: Vec<u8>,
}

#[derive(Pooled)]
#[pooled(local, new = Self::new)]
struct Connection {
    body: Vec<u8>,
    option: Option<Rc<u8>>,
    #[pooled(keep)]
    id: u64,
    #[pooled(keep)]
    name: String,
    #[pooled(keep)]
    part: Measured,
    #[pooled(value = 0..0)]
    range: std::ops::Range<u32>,
    #[pooled(keep)]
    borrowed: &'static str,
    #[pooled(with = close)]
    socket: Rc<u8>,
    #[pooled(keep)]
    a_pool_of_workers_with_a_long_name: Arc<[u8]>,
    #[pooled(keep)]
    a_dictionary_with_a_name_that_is_long: Box<dyn Fn(u8) -> u8>,
}

impl Connection {
    fn new() -> Self {
        Self {
            body: Vec::new(),
            option: None,
            id: 0,
            name: String::new(),
            part: Measured { list: Vec::new() },
            range: 0..0,
            borrowed: "",
            socket: Rc::new(0),
            a_pool_of_workers_with_a_long_name: Arc::new([]),
            a_dictionary_with_a_name_that_is_long: Box::new(|n| n),
        }
    }
}

fn unmeasured(layout: TypeLayout) -> Vec<&'static str> {
    let fields = layout.declared_fields().iter().filter(|field| field.unmeasured);
    let mut names: Vec<_> = fields.map(|field| field.name).collect();
    let mut said: Vec<_> = layout.unmeasured().map(|field| field.name).collect();
    names.sort_unstable();
    said.sort_unstable();
    assert_eq!(names, said);
    names
}

#[test]
fn they_have_no_reset_and_need_a_drop() {
    let names = ["a_dictionary_with_a_name_that_is_long", "a_pool_of_workers_with_a_long_name", "socket"];
    assert_eq!(unmeasured(Connection::LAYOUT), names);
    assert!(unmeasured(TypeLayout::of::<Measured>()).is_empty());
    assert!(!TypeLayout::of::<Measured>().to_string().contains("not measured"));
}

#[test]
fn the_report_names_them_within_its_width() {
    let report = Connection::LAYOUT.to_string();
    let list = report.lines().skip_while(|line| !line.starts_with("not measured: "));
    assert!(list.clone().all(|line| line.chars().count() <= 80), "{report}");
    let list = list.collect::<Vec<_>>().join(" ");
    for name in unmeasured(Connection::LAYOUT) {
        assert!(list.contains(name), "{report}");
    }
    assert!(list.contains("implement `Reset` with `retained_bytes`"), "{report}");
}

#[test]
fn of_an_enum_the_variants_are_named() {
    #[derive(Reset, Default)]
    enum Choice {
        #[default]
        None,
        #[allow(dead_code, reason = "the other variant")]
        Some { text: String },
        #[allow(dead_code, reason = "the other variant")]
        Kept(Vec<u8>),
    }
    #[derive(Reset)]
    enum Kept {
        One {
            #[pooled(keep)]
            conn: Rc<u8>,
        },
    }
    let _ = Kept::One { conn: Rc::new(1) };
    assert!(unmeasured(TypeLayout::of::<Choice>()).is_empty());
    assert!(TypeLayout::of::<Kept>().to_string().contains("\nnot measured: One.conn\n"));
}

/// Of a type that is reset by hand each field is asked, and of a generic one each instance.
#[test]
fn by_hand_and_generic() {
    #[derive(Reset)]
    #[pooled(reset = close)]
    #[allow(dead_code, reason = "the fields are owned, not read")]
    struct ByHand {
        list: Vec<u8>,
        shared: Rc<u8>,
    }
    #[derive(Reset)]
    struct Generic<T>(#[pooled(keep)] T);
    assert_eq!(unmeasured(TypeLayout::of::<ByHand>()), ["shared"]);
    assert_eq!(unmeasured(TypeLayout::of::<Generic<Rc<u8>>>()), ["0"]);
    assert!(unmeasured(TypeLayout::of::<Generic<u8>>()).is_empty());
}
