//! What the instantiations of one definition can want.

use super::super::strain::Strain;
use super::super::{Refusal, Wish, wishes};
use crate::model::{Field, Heat, Kind, Type};
use crate::search::suggest;
use crate::unit::Unit;

/// Under `repr(C)`, warm fields that are as large as aligned, or arrays of bytes.
fn of(name: &str, fields: &[(&str, u64)]) -> Type {
    let shapes: Vec<_> = fields.iter().map(|&(name, size)| (name, size, Heat::Warm)).collect();
    shaped(name, &shapes)
}

fn shaped(name: &str, fields: &[(&str, u64, Heat)]) -> Type {
    let (mut end, mut align) = (0_u64, 1);
    let mut place = |(declared, &(name, size, heat)): (usize, &(&str, u64, Heat))| {
        let of_field = if size > 8 { 1 } else { size };
        let offset = end.next_multiple_of(of_field);
        (end, align) = (offset + size, of_field.max(align));
        let (variant, name, ty) = (String::new(), name.to_string(), String::new());
        Field { variant, name, ty, offset, size, align: of_field, heat, contended: false, declared }
    };
    let fields: Vec<_> = fields.iter().enumerate().map(&mut place).collect();
    let [krate, module, file] = ["k", "k", "src/lib.rs"].map(String::from);
    let (size, line_size, kind) = (end.next_multiple_of(align), 64, Kind::Struct);
    let (slot_align, repr_c, line, name) = (align, true, 1, name.to_string());
    let (unit, over_budget) = (Unit::default(), Vec::new());
    Type {
        name,
        unit,
        krate,
        module,
        file,
        line,
        size,
        align,
        line_size,
        slot_align,
        over_budget,
        repr_c,
        kind,
        fields,
    }
}

fn agreed(types: &[Type]) -> (Vec<Wish>, Vec<Refusal>) {
    let suggestions: Vec<_> = types.iter().map(suggest).collect();
    wishes(&types.iter().zip(&suggestions).collect::<Vec<_>>())
}

fn reason(types: &[Type]) -> String {
    let (wishes, refused) = agreed(types);
    assert_eq!((wishes, refused.len()), (vec![], 1));
    refused[0].to_string()
}

#[test]
fn an_order_that_makes_no_other_worse_is_taken() {
    let of = |name, size| of(name, &[("a", size), ("b", 4), ("c", size)]);
    // All orders of `S<u32>` are alike, and the first of them is the declared one.
    for types in [[of("S<u8>", 1), of("S<u32>", 4)], [of("m::S<u32>", 4), of("S<a::B>", 1)]] {
        let (wishes, refused) = agreed(&types);
        assert_eq!((wishes.len(), refused), (1, vec![]));
        assert_eq!(wishes[0].order, ["a", "c", "b"]);
    }
    assert_eq!(agreed(&[of("S<u32>", 4), of("S<u64>", 8)]), (vec![], vec![]));
}

#[test]
fn an_order_that_makes_another_worse_is_refused() {
    let of = |name, size| of(name, &[("a", 1), ("b", size), ("c", 2)]);
    let text = "src/lib.rs:1: `S<u32>` can't be fixed: what is better for it is worse for `S<u8>`, which has the same \
                definition: a size of 6 bytes instead of 4";
    assert_eq!(reason(&[of("S<u8>", 1), of("S<u32>", 4)]), text);
    let text = "it is built several times, and what is better for one build is worse for another: a size of 6 bytes";
    assert!(reason(&[of("S", 4), of("S", 1)]).contains(text));
    assert_eq!(agreed(&[of("S<u8>", 1), of("T<u32>", 4)]).0.len(), 1, "of two definitions each is alone");
}

#[test]
fn the_order_that_most_gain_by_is_taken() {
    let of = |name, size| of(name, &[("a", 1), ("b", 2), ("c", size), ("d", 2)]);
    let order = |types: &[Type]| agreed(types).0[0].order.concat();
    assert_eq!(order(&[of("S<u64>", 8), of("S<u8>", 1)]), "abdc");
    assert_eq!(order(&[of("S<u64>", 8), of("S<u8>", 1), of("S<bool>", 1)]), "acbd");
}

#[test]
fn what_no_order_of_names_can_say_is_refused() {
    let poor = of("S", &[("a", 1), ("b", 4), ("c", 1)]);
    let other = of("S", &[("a", 1), ("c", 1)]);
    assert!(reason(&[poor.clone(), other]).ends_with("it is built several times, and not always with the same fields"));
    let cases = [(Kind::Tuple, "by their position"), (Kind::Unit, "it has no fields")];
    for (kind, text) in cases {
        assert!(reason(&[Type { kind, ..poor.clone() }]).contains(text));
    }
    for kind in [Kind::Enum, Kind::TaggedEnum] {
        assert_eq!(agreed(&[Type { kind, ..poor.clone() }]), (vec![], vec![]));
    }
}

#[test]
fn what_gets_worse_although_all_is_better_is_said() {
    let fields = [("a", 8, Heat::Hot), ("b", 56, Heat::Warm), ("c", 56, Heat::Cold), ("d", 8, Heat::Hot)];
    let (wishes, _) = agreed(&[shaped("S", &fields)]);
    let what = "`S` has `b` on more cache lines than needed".to_string();
    assert_eq!(wishes[0].strains, [Strain { budget: "no_straddle", what }]);
}
