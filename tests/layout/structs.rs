//! The layout of types as users see it.

#![cfg(feature = "std")]
#![allow(
    dead_code,
    clippy::items_after_statements,
    reason = "fields are measured, not used; types stand where they are asked about"
)]

use std::collections::{BTreeMap, HashMap};
use std::mem::offset_of;
use std::sync::Mutex;
use std::sync::atomic::AtomicU64;

use pooled_types::layout::{Heat, Kind};
use pooled_types::{Pooled, Reset, TypeLayout};

type Counter = AtomicU64;

#[derive(Pooled, Default)]
#[pooled(max_size = 4096, max_size_32 = 2048, max_lines = 64)]
struct Request {
    #[pooled(hot)]
    id: u64,
    headers: HashMap<String, String>,
    #[pooled(hot)]
    body: Vec<u8>,
    #[pooled(value = 3)]
    retries: u8,
    #[pooled(max_capacity = 4096)]
    log: String,
    #[pooled(cold)]
    history: [u64; 30],
    #[pooled(keep)]
    count: Counter,
}

#[test]
fn offsets_are_those_of_the_compiler() {
    const LAYOUT: TypeLayout = Request::LAYOUT;
    assert_eq!(LAYOUT, TypeLayout::of::<Request>());
    assert_eq!((LAYOUT.size, LAYOUT.align), (size_of::<Request>(), align_of::<Request>()));
    let find = |name| LAYOUT.declared_fields().iter().find(|field| field.name == name).unwrap();
    assert_eq!(find("body").offset, Some(offset_of!(Request, body)));
    assert_eq!(find("history").offset, Some(offset_of!(Request, history)));
    assert_eq!((find("headers").ty, find("headers").size), ("HashMap<String, String>", size_of::<HashMap<u8, u8>>()));
    assert_eq!((find("id").heat, find("log").heat, find("history").heat), (Heat::Hot, Heat::Warm, Heat::Cold));
    let starts: Vec<_> = LAYOUT.fields().map(|field| field.offset).collect();
    assert!(starts.is_sorted() && starts.len() == 7);
    let filled: usize = LAYOUT.fields().map(|field| field.size).sum();
    let padding: usize = LAYOUT.holes().map(|hole| hole.size).sum();
    assert_eq!(filled + padding + LAYOUT.tail_padding(), LAYOUT.size);
    assert_eq!((LAYOUT.name(), LAYOUT.module(), LAYOUT.source().0), ("Request", "layout::structs", file!()));
}

#[test]
fn the_line_is_that_of_the_name() {
    #[derive(Reset)]
    #[rustfmt::skip]
    struct
    Spread<T: Reset> {
        of: T,
    }
    let line = line!() - 3;
    macro_rules! made {
        ($name:ident) => {
            #[derive(Reset)]
            struct $name(u8);
            #[derive(Reset)]
            struct Hidden(u8);
        };
    }
    made! {
        Given
    }
    let call = line!() - 3;
    let line_of = |layout: TypeLayout| layout.source().1;
    assert_eq!(line_of(TypeLayout::of::<Spread<u8>>()), line);
    assert_eq!((line_of(TypeLayout::of::<Given>()), line_of(TypeLayout::of::<Hidden>())), (call + 1, call));
}

#[test]
fn names_are_without_the_mark_of_raw_identifiers() {
    #[derive(Reset)]
    #[allow(non_camel_case_types, reason = "no keyword is in camel case")]
    struct r#struct<'r#fn, T: Reset> {
        r#type: T,
        r#fn: std::marker::PhantomData<&'r#fn u8>,
    }
    #[derive(Reset)]
    enum Choice {
        r#Some { r#in: u8 },
    }
    let layout = TypeLayout::of::<r#struct<u8>>();
    assert_eq!(layout.declared_fields()[0].name, "type");
    assert!(layout.name().starts_with("struct<"), "{}", layout.name());
    let [field] = TypeLayout::of::<Choice>().declared_fields() else { panic!("it has one field") };
    assert_eq!((field.variant, field.name), ("Some", "in"));
}

#[test]
fn an_alias_does_not_hide_an_atomic() {
    let contended = |layout: TypeLayout, name: &str| {
        layout.declared_fields().iter().find(|field| field.name == name).unwrap().contended
    };
    #[derive(Reset)]
    struct Inner {
        lock: Mutex<u8>,
    }
    #[derive(Reset)]
    #[repr(C)]
    struct Outer {
        #[pooled(hot)]
        id: u64,
        inner: Inner,
        counts: [Counter; 2],
        far: [u64; 16],
        #[pooled(hot)]
        boxed: Box<Counter>,
    }
    #[derive(Reset)]
    struct InTuples {
        one: (Counter,),
        four: (u8, u8, u8, Counter),
        twelve: (u8, u8, u8, u8, u8, u8, u8, u8, u8, u8, u8, Counter),
        plain: (u8, u8, u8, u8),
        option: Option<Counter>,
    }
    let tuples = TypeLayout::of::<InTuples>();
    assert!(["one", "four", "twelve"].iter().all(|name| contended(tuples, name)));
    assert!(!contended(tuples, "plain") && !contended(tuples, "option"));
    assert!(contended(Request::LAYOUT, "count") && !contended(Request::LAYOUT, "id"));
    let outer = TypeLayout::of::<Outer>();
    assert!(contended(outer, "inner") && contended(outer, "counts") && !contended(outer, "boxed"));
    assert_eq!(outer.contended().map(|field| field.name).collect::<Vec<_>>(), ["inner", "counts"]);
}

#[test]
fn idle_bytes_are_the_size_and_what_containers_keep() {
    const KEPT: usize = pooled_types::reset::KEPT_BYTES;
    let (bytes, is_all) = Request::LAYOUT.idle_bytes();
    assert!(is_all);
    assert_eq!(bytes, Request::LAYOUT.size + 2 * KEPT + 4096);
    #[derive(Pooled, Default)]
    struct Unknown(#[pooled(default)] Vec<u8>);
    assert_eq!(Unknown::LAYOUT.idle_bytes(), (size_of::<Unknown>(), false));
}

#[test]
fn slots_are_what_the_report_says() {
    #[derive(Pooled, Default)]
    #[pooled(line = 128)]
    struct Wide([u64; 20]);
    #[derive(Pooled, Default)]
    struct Small([u64; 3]);
    let mut kept = Vec::new();
    for object in 0..4 {
        let (wide, small, request) = (Wide::take(), Small::take(), Request::take());
        let misplaced = |at: usize, layout: TypeLayout| at % layout.slot().unwrap().align;
        assert_eq!(misplaced(&raw const *wide as usize, Wide::LAYOUT), 0, "object {object}");
        assert_eq!(misplaced(&raw const *small as usize, Small::LAYOUT), 0, "object {object}");
        assert_eq!(misplaced(&raw const *request as usize, Request::LAYOUT), 0, "object {object}");
        kept.push((wide, small, request));
    }
    assert_eq!((Wide::LAYOUT.slot().unwrap().align, Wide::LAYOUT.slot().unwrap().stride), (128, 256));
    assert_eq!((Small::LAYOUT.slot().unwrap().align, Small::LAYOUT.lines()), (32, 1));
    let said = |layout: TypeLayout| layout.to_string().lines().nth(1).unwrap().to_string();
    assert_eq!(said(Wide::LAYOUT), "2 lines of 128 bytes; in a pool aligned to 128, at least 256 bytes apart");
    assert_eq!(said(Small::LAYOUT), "1 line of 64 bytes; in a pool aligned to 32, at least 32 bytes apart");
    assert!(Wide::LAYOUT.to_string().contains("an idle object keeps up to 160 bytes\n"), "{}", Wide::LAYOUT);
    #[derive(Pooled, Default)]
    struct Line([u64; 8]);
    assert_eq!(said(Line::LAYOUT), "1 line of 64 bytes; in a pool aligned to 64");
}

#[test]
fn all_shapes() {
    #[derive(Pooled, Default)]
    struct Unit;
    #[derive(Pooled, Default)]
    struct Tuple(u8, (), String);
    #[derive(Reset, Default)]
    #[repr(align(256))]
    struct Wide(u8);
    #[derive(Reset, Default)]
    struct Holder(Wide, u8);
    #[derive(Reset)]
    #[repr(C)]
    struct Borrowing<'a, T: ?Sized>(#[pooled(keep)] &'a T, [u16; 3]);
    assert_eq!((Unit::LAYOUT.size, Unit::LAYOUT.lines(), Unit::LAYOUT.fields().count()), (0, 0, 0));
    assert_eq!(Tuple::LAYOUT.fields().count(), 3);
    assert_eq!(Tuple::LAYOUT.fields_of_line(0).count(), 2);
    let holder = TypeLayout::of::<Holder>();
    assert_eq!((holder.size, holder.align, holder.slot()), (512, 256, None));
    assert!(holder.to_string().contains("more lines of padding"), "{holder}");
    let borrowing = TypeLayout::of::<Borrowing<'_, str>>();
    assert_eq!((borrowing.kind(), borrowing.name()), (Kind::Ordered, "Borrowing<'a, T>"));
}

#[derive(Pooled, Default)]
#[repr(C)]
#[pooled(instances(Generic<u8>, Generic<String>), max_size = 64)]
struct Generic<T> {
    small: u8,
    value: T,
}

#[test]
fn each_instantiation_has_its_own_layout() {
    assert_eq!((Generic::<u8>::LAYOUT.size, Generic::<u64>::LAYOUT.size), (2, 16));
    assert_eq!(Generic::<u64>::LAYOUT.largest_hole().map(|hole| (hole.offset, hole.size)), Some((1, 7)));
}

#[test]
fn of_an_enum_sizes_alone() {
    #[derive(Pooled, Default)]
    enum Choice {
        #[default]
        None,
        One(u64),
        Two {
            a: u8,
            b: String,
        },
    }
    let layout = Choice::LAYOUT;
    assert_eq!((layout.kind(), layout.size), (Kind::Enum, size_of::<Choice>()));
    let fields: Vec<_> = layout.fields().map(|field| (field.variant, field.name, field.size, field.offset)).collect();
    assert_eq!(fields, [("One", "0", 8, None), ("Two", "a", 1, None), ("Two", "b", size_of::<String>(), None)]);
    assert!(!layout.suggestion().improves);
}

#[test]
fn of_a_container_of_std_size_alignment_and_what_it_keeps() {
    let layout = <Vec<u8> as Pooled>::LAYOUT;
    assert_eq!((layout.size, layout.align, layout.kind()), (size_of::<Vec<u8>>(), align_of::<usize>(), Kind::Opaque));
    assert_eq!(layout.idle_bytes(), (layout.size + pooled_types::reset::KEPT_BYTES, true));
    assert!(layout.to_string().ends_with(" bytes\n"), "{layout}");
    let freed = TypeLayout::of::<BTreeMap<u8, u8>>();
    assert_eq!(freed.idle_bytes(), (freed.size, true));
}

macro_rules! hundred {
    ($($hot:ident $cold:ident)+) => {
        #[derive(Reset)]
        #[repr(C)]
        #[pooled(max_lines = 13)]
        struct Hundred {
            $(
                #[pooled(hot)]
                $hot: u8,
                #[pooled(cold)]
                $cold: u64,
            )+
        }
    };
}

hundred! {
    h00 c00 h01 c01 h02 c02 h03 c03 h04 c04 h05 c05 h06 c06 h07 c07 h08 c08 h09 c09
    h10 c10 h11 c11 h12 c12 h13 c13 h14 c14 h15 c15 h16 c16 h17 c17 h18 c18 h19 c19
    h20 c20 h21 c21 h22 c22 h23 c23 h24 c24 h25 c25 h26 c26 h27 c27 h28 c28 h29 c29
    h30 c30 h31 c31 h32 c32 h33 c33 h34 c34 h35 c35 h36 c36 h37 c37 h38 c38 h39 c39
    h40 c40 h41 c41 h42 c42 h43 c43 h44 c44 h45 c45 h46 c46 h47 c47 h48 c48 h49 c49
}

#[test]
fn a_hundred_fields() {
    let layout = TypeLayout::of::<Hundred>();
    let suggestion = layout.suggestion();
    assert_eq!((layout.declared_fields().len(), layout.lines(), layout.hot_lines()), (100, 13, 13));
    assert_eq!((suggestion.then.hot_lines, suggestion.then.size), (1, 456));
}

#[test]
fn the_report_fits_80_columns() {
    for line in Request::LAYOUT.to_string().lines() {
        assert!(line.chars().count() <= 80, "{line}");
    }
}

#[cfg(target_pointer_width = "64")]
#[test]
fn the_report() {
    #[derive(Reset)]
    #[repr(C)]
    struct Item {
        kind: u8,
        #[pooled(hot)]
        id: u64,
        #[pooled(cold)]
        history: [u64; 40],
        #[pooled(hot)]
        body: Vec<u8>,
        done: bool,
    }
    let expected = "\
Item: 368 bytes, alignment 8
6 lines of 64 bytes

  offset     size  align  heat  field
       0        1      1  warm  kind: u8
       1        7               (hole)
       8        8      8  hot   id: u64
      16      320      8  cold  history: [u64; 40]  straddles
     336       24      8  hot   body: Vec<u8>
     360        1      1  warm  done: bool
     361        7               (tail padding)

line    0  W.......HhhhhhhhCccccccccccccccccccccccccccccccccccccccccccccccc
           4 more lines of history
line    5  ccccccccccccccccHhhhhhhhhhhhhhhhhhhhhhhhW.......
           H hot, W warm, C cold (a capital where a field starts), . padding

hot fields are on 2 lines; on 3 in an object that does not start on a line
straddle lines: history
suggested order:
  hot lines 2 -> 1, hot straddles 0, size 368 -> 360, all straddles 1
  id, body, kind, done, history
";
    assert_eq!(TypeLayout::of::<Item>().to_string(), expected);
}
