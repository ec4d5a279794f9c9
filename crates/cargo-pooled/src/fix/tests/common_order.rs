//! One order for the instantiations of a definition.

use super::support::nowhere;
use crate::fix::{Directories, Instance, Refusal, Regression, Request, SourceFile, requests};
use crate::model::{Field, Heat, Kind, Type};

/// A type under `repr(C)`. Its fields are warm, and aligned to their sizes up to 8 bytes; larger ones are arrays of
/// bytes.
fn of(name: &str, fields: &[(&str, usize)]) -> Type {
    let shapes: Vec<_> = fields.iter().map(|&(name, size)| (name, size, Heat::Warm)).collect();
    shaped(name, &shapes)
}

fn shaped(name: &str, fields: &[(&str, usize, Heat)]) -> Type {
    let (mut end, mut align) = (0_usize, 1);
    let mut place = |&(name, size, heat): &(&str, usize, Heat)| {
        let of_field = if size > 8 { 1 } else { size };
        let offset = end.next_multiple_of(of_field);
        (end, align) = (offset + size, of_field.max(align));
        Field::of_size(name.to_string(), offset, size, of_field, heat)
    };
    let fields: Vec<_> = fields.iter().map(&mut place).collect();
    let (size, name) = (end.next_multiple_of(align), name.to_string());
    Type { name, align, slot_align: align, ..Type::of(fields, size) }
}

fn agreed(types: &[Type]) -> (Vec<Request>, Vec<Refusal>) {
    requests(types.iter().map(|ty| Instance::new(ty.clone(), nowhere())).collect())
}

fn reason(types: &[Type]) -> String {
    let (requests, refused) = agreed(types);
    assert_eq!((requests, refused.len()), (vec![], 1));
    refused[0].to_string()
}

#[test]
fn an_order_that_makes_no_other_worse_is_taken() {
    let of = |name, size| of(name, &[("a", size), ("b", 4), ("c", size)]);
    // All orders of `S<u32>` are alike, and the first of them is the declared one.
    for types in [[of("S<u8>", 1), of("S<u32>", 4)], [of("m::S<u32>", 4), of("S<a::B>", 1)]] {
        let (requests, refused) = agreed(&types);
        assert_eq!((requests.len(), refused), (1, vec![]));
        assert_eq!(requests[0].order, ["a", "c", "b"]);
    }
    assert_eq!(agreed(&[of("S<u32>", 4), of("S<u64>", 8)]), (vec![], vec![]));
}

#[test]
fn what_is_built_under_two_names_of_a_file_is_one_definition() {
    let directory = tempfile::tempdir().unwrap();
    std::fs::write(directory.path().join("s.rs"), "").unwrap();
    std::fs::create_dir(directory.path().join("a")).unwrap();
    let directories = Directories::new(directory.path(), &[], &[]);
    let instance = |file: &str, ty| Instance::new(ty, SourceFile::of(file, &directories));
    let of = |a, b, c| of("S", &[("a", a), ("b", b), ("c", c)]);
    let builds = |names: [&str; 3]| {
        let types = [of(1, 4, 1), of(4, 1, 1), of(1, 1, 4)];
        let (requests, refused) = requests(names.into_iter().zip(types).map(|(file, ty)| instance(file, ty)).collect());
        (requests.len(), refused.len())
    };
    assert_eq!(builds(["s.rs", "a/../s.rs", "./s.rs"]), (0, 1), "no order suits all three");
    assert_eq!(builds(["s.rs", "t.rs", "t.rs"]), (1, 0), "another file is another definition");
}

#[test]
fn an_order_that_is_suggested_for_none_may_suit_all() {
    let of = |name, size| of(name, &[("a", 1), ("t", size), ("b", 2), ("c", 4)]);
    let (requests, refused) = agreed(&[of("Opp<u8>", 1), of("Opp<u64>", 8)]);
    assert_eq!((requests.len(), refused), (1, vec![]));
    assert_eq!((requests[0].ty.as_str(), requests[0].order.concat().as_str()), ("Opp<u64>", "tabc"));
}

#[test]
fn nothing_that_is_fair_is_left_for_another_time() {
    let of = |name, t, u, order: [usize; 4]| {
        let fields = [("f0", t), ("f1", u), ("f2", 4), ("f3", 2)];
        of(name, &order.map(|at| fields[at]))
    };
    let both = |order| [of("S1<u16, u32>", 2, 4, order), of("S1<u8, u8>", 1, 1, order)];
    let (requests, refused) = agreed(&both([0, 1, 2, 3]));
    assert_eq!((requests.len(), refused), (1, vec![]));
    let place = |name: &String| ["f0", "f1", "f2", "f3"].iter().position(|known| known == name).unwrap();
    let order: Vec<_> = requests[0].order.iter().map(place).collect();
    assert_eq!(agreed(&both(order.try_into().unwrap())), (vec![], vec![]), "{:?}", requests[0].order);
}

#[test]
fn orders_that_all_make_another_worse_are_refused() {
    let of = |name, a, b, c| of(name, &[("a", a), ("b", b), ("c", c)]);
    let text = "src/lib.rs:1: `S<0>` can't be fixed: no order that was tried makes it better and none worse that has \
                the same definition: the suggested one gives `S<2>` a size of 12 bytes instead of 8";
    assert_eq!(reason(&[of("S<0>", 1, 4, 1), of("S<1>", 4, 1, 1), of("S<2>", 1, 1, 4)]), text);
    let text = "it is built several times, and no order that was tried makes a build better and none worse: the \
                suggested one gives another a size of 12 bytes";
    assert!(reason(&[of("S", 1, 4, 1), of("S", 4, 1, 1), of("S", 1, 1, 4)]).contains(text));
    assert_eq!(agreed(&[of("S<u8>", 1, 1, 2), of("T<u32>", 1, 4, 2)]).0.len(), 1, "of two definitions each is alone");
}

#[test]
fn the_order_that_most_gain_by_is_taken() {
    let of = |name, b, c, d| of(name, &[("a", 4), ("b", b), ("c", c), ("d", d)]);
    let order = |types: &[Type]| agreed(types).0[0].order.concat();
    let (one, two, three) = (of("S<0>", 1, 8, 1), of("S<1>", 8, 1, 1), of("S<2>", 8, 1, 1));
    assert_eq!(
        order(&[one.clone(), two.clone()]),
        "abdc",
        "better for the first, and what is fair to it does not help the second"
    );
    assert_eq!(order(&[one, two, three]), "acdb");
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
    let (requests, _) = agreed(&[shaped("S", &fields)]);
    let what = "`S` has `b` on more cache lines than needed".to_string();
    assert_eq!(requests[0].regressions, [Regression { budget: "no_straddle", what }]);
}
