//! Where the fields of enums are: as the layout says, and as their addresses say.

#![cfg(feature = "std")]
#![deny(warnings)]
#![allow(clippy::items_after_statements, reason = "types stand where they are asked about")]

use pooled_types::layout::Kind;
use pooled_types::{Pooled, Reset, TypeLayout};

/// Compares the offset of each field that is bound in a variant with the field's address.
macro_rules! check {
    ($type:ty: $($value:expr => $variant:ident { $($field:tt: $name:ident),* })+) => {{
        type Checked = $type;
        let layout = TypeLayout::of::<Checked>();
        let (size, align) = (size_of::<Checked>(), align_of::<Checked>());
        assert_eq!((layout.kind(), layout.size, layout.align), (Kind::Enum, size, align));
        let mut seen = 0;
        $(
            let value: Checked = $value;
            let found: &[(&str, usize)] = match &value {
                Checked::$variant { $($field: $name),* } => {
                    &[$((stringify!($field), std::ptr::from_ref($name) as usize)),*]
                }
                #[allow(unreachable_patterns, reason = "of an enum of one variant")]
                _ => panic!("another variant"),
            };
            for (field, at) in found {
                let start = &raw const value as usize;
                let variant = stringify!($variant);
                assert_eq!(offset(layout, variant, field), Some(at - start), "{variant}.{field}");
                seen += 1;
            }
        )+
        assert_eq!((seen, layout.fields().count()), (layout.declared_fields().len(), layout.declared_fields().len()));
    }};
}

fn offset(layout: TypeLayout, variant: &str, name: &str) -> Option<usize> {
    layout.fields().find(|field| (field.variant, field.name) == (variant, name)).unwrap().offset
}

#[derive(Reset, Clone, Copy, Default)]
#[repr(align(32))]
struct Wide(u8);

/// The same enum under several `repr`s.
macro_rules! enums {
    ($($test:ident: $($repr:meta)+;)+) => {$(
        #[test]
        fn $test() {
            #[derive(Pooled, Default)]
            $(#[$repr])+
            enum Choice {
                #[default]
                Unit,
                Empty {},
                Small(u8, u16, u8),
                Named { flag: bool, text: String, size: u32 },
                Sizeless((), u64, [u32; 0], u8),
                Last([u8; 3]),
            }
            #[derive(Reset, Default)]
            $(#[$repr])+
            enum OverAligned {
                #[default]
                None,
                One(u8),
                Two { small: u16, wide: Wide, behind: u8 },
            }
            #[derive(Reset, Default)]
            $(#[$repr])+
            #[pooled(instances(Generic<'static, std::vec::IntoIter<u16>, 3>), max_size = 64)]
            enum Generic<'a, T: Iterator<Item: Default> + 'a, const N: usize>
            {
                #[default]
                None,
                One(u8, T, [u8; N]),
                Two { borrowed: Option<&'a T>, item: T::Item },
                Next(u8, Option<Box<Self>>),
            }
            #[derive(Reset)]
            $(#[$repr])+
            enum Alone {
                Only(u8, u64),
            }
            assert_eq!(Choice::LAYOUT, TypeLayout::of::<Choice>());
            check! { Choice:
                Choice::Unit => Unit {}
                Choice::Empty {} => Empty {}
                Choice::Small(1, 2, 3) => Small { 0: a, 1: b, 2: c }
                Choice::Named { flag: true, text: String::new(), size: 3 } => Named { flag: a, text: b, size: c }
                Choice::Sizeless((), 1, [], 2) => Sizeless { 0: a, 1: b, 2: c, 3: d }
                Choice::Last([1; 3]) => Last { 0: a }
            }
            check! { OverAligned:
                OverAligned::None => None {}
                OverAligned::One(1) => One { 0: a }
                OverAligned::Two { small: 1, wide: Wide(1), behind: 2 } => Two { small: a, wide: b, behind: c }
            }
            check! { Alone: Alone::Only(1, 2) => Only { 0: a, 1: b } }
            type Bytes = std::vec::IntoIter<u8>;
            type Longs = std::array::IntoIter<u128, 2>;
            check! { Generic<'static, Bytes, 3>:
                Generic::None => None {}
                Generic::One(1, vec![1].into_iter(), [1; 3]) => One { 0: a, 1: b, 2: c }
                Generic::Two { borrowed: None, item: 2 } => Two { borrowed: a, item: b }
                Generic::Next(1, None) => Next { 0: a, 1: b }
            }
            check! { Generic<'static, Longs, 0>:
                Generic::One(1, [1, 2].into_iter(), []) => One { 0: a, 1: b, 2: c }
                Generic::Two { borrowed: None, item: 2 } => Two { borrowed: a, item: b }
                Generic::Next(1, None) => Next { 0: a, 1: b }
            }
        }
    )+};
}

enums! {
    tagged_with_a_byte: repr(u8);
    tagged_with_a_signed_number: repr(i64);
    tagged_with_a_size: repr(usize);
    as_in_c: repr(C);
    as_in_c_with_a_byte: repr(C, u8);
    as_in_c_with_a_long: repr(C) repr(u64);
    aligned: repr(u16, align(64));
    aligned_as_in_c: repr(C, align(64));
    aligned_twice: repr(align(4)) repr(C, u8, align(16));
}

#[test]
fn without_a_fixed_layout_there_are_sizes_alone() {
    #[allow(dead_code, reason = "fields are measured, not used")]
    #[derive(Reset, Default)]
    #[repr(align(16))]
    enum Free {
        #[default]
        None,
        One(u64),
    }
    assert_eq!(offset(TypeLayout::of::<Free>(), "One", "0"), None);
}

#[test]
fn units_alone() {
    #[derive(Pooled, Default)]
    #[repr(C)]
    enum Units {
        #[default]
        A,
        B = 300,
    }
    let _ = Units::B;
    assert_eq!((Units::LAYOUT.declared_fields().len(), Units::LAYOUT.size), (0, size_of::<Units>()));
}

#[cfg(target_pointer_width = "64")]
#[test]
fn the_report() {
    #[allow(dead_code, reason = "fields are measured, not used")]
    #[derive(Reset, Default)]
    #[repr(u8)]
    enum Message {
        #[default]
        None,
        Ping(#[pooled(hot)] u64, u8),
        Data {
            kind: u8,
            body: Vec<u8>,
        },
    }
    let expected = "\
Message: 32 bytes, alignment 8
1 line of 64 bytes
the fields of each variant lie behind the tag, in the same bytes

  offset     size  align  heat  field
       8        8      8  hot   Ping.0: u64
      16        1      1  warm  Ping.1: u8
       1        1      1  warm  Data.kind: u8
       8       24      8  warm  Data.body: Vec<u8>
";
    let layout = TypeLayout::of::<Message>();
    assert_eq!(layout.to_string(), expected);
    assert!(!layout.suggestion().improves && layout.holes().count() == 0 && layout.hot_lines() == 0);
}
