//! What clean objects own, as the derive sums it, and whether their drop is known to run no code of users.

use std::collections::HashMap;
use std::rc::Rc;

use pooled_types::Reset;

/// Owns memory that it can't say anything about.
struct Foreign(#[allow(dead_code, reason = "it is owned, not read")] Vec<u8>);

fn cut(list: &mut Vec<u8>) {
    list.truncate(1);
}

#[derive(Reset)]
struct Every<'a> {
    number: u64,
    plain: Vec<u8>,
    nested: (Vec<u16>, [String; 2]),
    #[pooled(max_capacity = 10)]
    limited: String,
    #[pooled(value = Vec::with_capacity(30))]
    value: Vec<u8>,
    #[pooled(default)]
    default: String,
    #[pooled(with = cut)]
    with: Vec<u8>,
    #[pooled(keep)]
    kept: String,
    #[pooled(keep)]
    foreign: Foreign,
    #[pooled(value = "")]
    borrowed: &'a str,
}

#[test]
fn every_rule() {
    let mut every = Every {
        number: 1,
        plain: vec![1; 100],
        nested: (vec![1; 100], ["one".into(), "three".into()]),
        limited: "l".repeat(50),
        value: Vec::new(),
        default: "d".repeat(50),
        with: vec![1; 70],
        kept: "k".repeat(80),
        foreign: Foreign(vec![1; 1_000]),
        borrowed: "b",
    };
    every.reset();
    assert_eq!((every.number, every.borrowed), (0, ""));
    assert_eq!(every.retained_bytes(), 100 + (200 + 3 + 5) + 10 + 30 + 70 + 80);
    every.shrink_retained(5);
    assert_eq!(every.retained_bytes(), 5 + (4 + 3 + 5) + 5 + 5 + 5 + 80);
    assert_eq!((every.kept.len(), every.with.len()), (80, 1));
    assert_eq!(every.foreign.0.len(), 1_000);
}

#[derive(Reset)]
struct Generic<T> {
    list: Vec<T>,
    one: T,
    #[pooled(keep)]
    kept: T,
}

#[derive(Reset)]
struct Unbounded<T> {
    list: Vec<T>,
    #[pooled(keep)]
    kept: T,
}

/// A parameter is asked if the impl knows that it has a `Reset`.
#[test]
fn generic_types() {
    let text = || String::from("four");
    let mut generic = Generic { list: vec![text(); 2], one: text(), kept: text() };
    generic.reset();
    assert_eq!(generic.retained_bytes(), 2 * size_of::<String>() + 4 + 4);
    let mut unbounded = Unbounded { list: vec![text(); 2], kept: text() };
    unbounded.reset();
    assert_eq!((unbounded.retained_bytes(), unbounded.kept.len()), (2 * size_of::<String>(), 4));
    assert!(is_quiet::<Generic<u8>>() && is_quiet::<Unbounded<u8>>());
    assert!(!is_quiet::<Generic<String>>() && !is_quiet::<Unbounded<String>>());
}

#[derive(Reset, Default)]
#[allow(dead_code, reason = "the fields are owned, not read")]
enum Marked {
    Closed(Vec<u8>),
    Open {
        buffer: Vec<u8>,
        name: String,
    },
    #[default]
    Idle,
}

#[derive(Reset)]
#[allow(dead_code, reason = "the fields are owned, not read")]
enum Unmarked {
    One(Vec<u8>),
    Two { text: String, list: Vec<u8> },
    Three(#[pooled(keep)] u8),
}

impl Default for Unmarked {
    fn default() -> Self {
        Self::Two { text: String::new(), list: Vec::new() }
    }
}

#[derive(Reset)]
enum Alone {
    One(Vec<u8>),
}

#[test]
fn enums() {
    #[derive(Reset)]
    #[pooled(new = Self::new)]
    enum InPlace {
        #[pooled(default)]
        Open {
            buffer: Vec<u8>,
            #[pooled(keep)]
            name: String,
        },
        #[allow(dead_code, reason = "the other variant")]
        Closed(Vec<u8>),
    }
    impl InPlace {
        fn new() -> Self {
            Self::Open { buffer: Vec::new(), name: String::new() }
        }
    }
    let mut open = InPlace::Open { buffer: vec![1; 20], name: "four".into() };
    open.reset();
    assert_eq!(open.retained_bytes(), 24);
    open.shrink_retained(10);
    assert_eq!(open.retained_bytes(), 14);

    let mut marked = Marked::Open { buffer: vec![1; 20], name: String::new() };
    marked.reset();
    assert_eq!(marked.retained_bytes(), 0);
    assert!(matches!(marked, Marked::Idle));
    let _ = Marked::Closed(Vec::new());

    let mut unmarked = Unmarked::Two { text: "four".into(), list: vec![1; 20] };
    unmarked.reset();
    assert_eq!(unmarked.retained_bytes(), 24);
    let _ = [Unmarked::One(Vec::new()), Unmarked::Three(1)];

    let mut alone = Alone::One(vec![1; 20]);
    alone.reset();
    alone.shrink_retained(10);
    assert_eq!(alone.retained_bytes(), 10);
    assert!(is_quiet::<Marked>() && is_quiet::<Unmarked>() && is_quiet::<Alone>() && is_quiet::<InPlace>());
}

/// The fields of a type that is reset by hand are asked as well.
#[test]
fn by_hand() {
    #[derive(Reset)]
    #[pooled(reset = Self::clean)]
    struct Struct {
        list: Vec<u8>,
        map: HashMap<u8, u8>,
        foreign: Foreign,
    }
    impl Struct {
        fn clean(&mut self) {
            self.list.clear();
            self.map.clear();
        }
    }
    #[derive(Reset)]
    #[pooled(reset = Self::clean)]
    enum Enum {
        One(Vec<u8>),
        Two { list: Vec<u8>, other: Vec<u8> },
    }
    impl Enum {
        fn clean(&mut self) {
            *self = match self {
                Self::One(_) => Self::Two { list: Vec::with_capacity(3), other: Vec::with_capacity(4) },
                Self::Two { .. } => Self::One(Vec::with_capacity(5)),
            }
        }
    }
    let mut object = Struct { list: vec![1; 50], map: HashMap::new(), foreign: Foreign(vec![1; 100]) };
    object.reset();
    assert_eq!(object.retained_bytes(), 50);
    object.shrink_retained(10);
    assert_eq!((object.retained_bytes(), object.foreign.0.len()), (10, 100));
    let mut either = Enum::One(Vec::new());
    either.reset();
    assert_eq!(either.retained_bytes(), 7);
    either.reset();
    assert_eq!(either.retained_bytes(), 5);
    assert!(is_quiet::<Enum>() && !is_quiet::<Struct>());
}

fn is_quiet<T: ?Sized + Reset>() -> bool {
    T::__POOLED_QUIET
}

/// A `Drop` of the type or of a part is code of users.
#[test]
fn quiet_types() {
    #[derive(Reset)]
    struct Quiet {
        list: Vec<u8>,
        text: String,
        path: std::path::PathBuf,
        map: HashMap<u8, u64>,
        #[pooled(keep)]
        name: &'static str,
        #[pooled(keep)]
        kept: Vec<u8>,
    }
    #[derive(Reset)]
    struct Loud(u8);
    impl Drop for Loud {
        fn drop(&mut self) {}
    }
    #[derive(Reset)]
    struct LoudGeneric<T>(Vec<T>);
    impl<T> Drop for LoudGeneric<T> {
        fn drop(&mut self) {}
    }
    #[derive(Reset)]
    struct WithLoud(Quiet, [Loud; 2]);
    #[derive(Reset)]
    struct WithShared(#[pooled(keep)] Rc<u8>);
    #[derive(Reset, Default)]
    enum OtherVariant {
        #[default]
        Idle,
        #[allow(dead_code, reason = "the other variant")]
        Busy(Rc<u8>),
    }
    #[derive(Reset)]
    struct Tail {
        list: Vec<u8>,
        bytes: [Vec<u8>],
    }
    assert!(is_quiet::<Quiet>() && is_quiet::<(Quiet, [Quiet; 2])>() && is_quiet::<Tail>());
    assert!(!is_quiet::<Loud>() && !is_quiet::<LoudGeneric<u8>>() && !is_quiet::<WithLoud>());
    assert!(!is_quiet::<WithShared>() && !is_quiet::<OtherVariant>());
}

/// Types that contain each other: neither answer depends on itself.
#[test]
fn recursive_types() {
    #[derive(Reset, Default)]
    enum Expression {
        #[default]
        None,
        #[allow(dead_code, reason = "the other variant")]
        Call(Box<Call>),
    }
    #[derive(Reset, Default)]
    struct Call {
        callee: Expression,
        arguments: Vec<Expression>,
        parent: Option<Box<Call>>,
    }
    fn stay<T>(_: &mut T) {}
    #[derive(Reset)]
    #[pooled(reset = stay)]
    struct List {
        next: Next,
    }
    #[derive(Reset)]
    #[pooled(reset = stay)]
    enum Next {
        End,
        List(Box<List>),
    }
    let mut call = Call { arguments: Vec::with_capacity(10), ..Call::default() };
    call.reset();
    assert_eq!(call.retained_bytes(), 10 * size_of::<Expression>());
    let end = Box::new(List { next: Next::End });
    let mut list = List { next: Next::List(Box::new(List { next: Next::List(end) })) };
    assert_eq!(list.retained_bytes(), 2 * size_of::<List>());
    assert!(!is_quiet::<Call>() && !is_quiet::<List>());
}

/// An object in another object's handle belongs to the other object.
#[test]
fn a_handle_in_an_object() {
    let mut buffer = pooled_types::PoolBox::new(vec![1_u8; 100]);
    buffer.reset();
    assert_eq!(buffer.retained_bytes(), size_of::<Vec<u8>>() + 100);
    buffer.shrink_retained(10);
    assert_eq!(buffer.retained_bytes(), size_of::<Vec<u8>>() + 10);
}

/// A container of the user's that says what it owns.
#[test]
fn a_reset_by_hand() {
    struct Arena(Vec<u8>);
    impl Reset for Arena {
        fn reset(&mut self) {
            self.0.clear();
        }
        fn retained_bytes(&mut self) -> usize {
            self.0.capacity()
        }
        fn shrink_retained(&mut self, max_bytes: usize) {
            self.0.shrink_to(max_bytes);
        }
    }
    #[derive(Reset)]
    struct Request {
        arena: Arena,
        #[pooled(keep)]
        kept: Arena,
    }
    let mut request = Request { arena: Arena(vec![1; 100]), kept: Arena(vec![1; 10]) };
    request.reset();
    assert_eq!(request.retained_bytes(), 110);
    request.shrink_retained(20);
    assert_eq!(request.retained_bytes(), 30);
}
