//! What is refused.

use super::support::{fix, refused, request};
use crate::fix::rewrite::rewrite;
use crate::fix::{Regression, Request};

#[test]
fn layouts_that_contradict() {
    let of = |attr: &str| refused(&format!("#[repr({attr})]\nstruct S {{ a: u8, b: u16 }}"), &["b", "a"]);
    for attr in ["packed", "packed(2)", "transparent", "simd", "Rust", "u8", "C, packed", "align(8), packed"] {
        assert_eq!(of(attr), format!("it has `repr({attr})` already"));
    }
    for conditional in ["x, allow(y), cfg_attr(z, repr(packed))", "true, repr(align(32))"] {
        let source = format!("#[cfg_attr({conditional})]\nstruct S {{ a: u8, b: u16 }}");
        assert_eq!(refused(&source, &["b", "a"]), "its `repr` is under a condition");
    }
}

#[test]
fn orders_that_mean_something() {
    let derives = [
        "derive(Debug, PartialOrd)",
        "derive(::core::cmp::PartialOrd)",
        "cfg_attr(x, derive(PartialOrd))",
        "cfg_attr(true, derive(PartialEq, PartialOrd))",
        "cfg_attr(all(x, y), cfg_attr(not(false), ::core::prelude::v1::derive(PartialOrd)))",
        "std::prelude::v1::derive(PartialEq, PartialOrd,)",
    ];
    for derive in derives {
        let source = format!("#[{derive}]\nstruct S {{ a: u8, b: u16 }}");
        let reason = "`derive(PartialOrd)` compares the fields in the order they are declared";
        assert_eq!(refused(&source, &["b", "a"]), reason);
        assert_eq!(fix(&source, &request(&source, "S", &[])).map(|_| ()), Ok(()));
    }
    let unsized_in_it = "struct S<T: ?Sized> { a: u8, b: RefCell<T> }";
    assert_eq!(refused(unsized_in_it, &["b", "a"]), "`b` has to stay last: its type may be unsized");
    let unsized_tail = "struct S<T> where T: ?Sized { a: u8, b: T }";
    assert_eq!(refused(unsized_tail, &["b", "a"]), "`b` has to stay last: its type may be unsized");
    for sized in ["&'a mut T", "u32", "PhantomData<fn(T)>", "Vec<u8>", "Option<Box<T>>", "std::sync::Arc<T>"] {
        let source = format!("struct S<'a, T: 'a + ?::core::marker::Sized> {{ a: u8, b: {sized} }}");
        assert!(fix(&source, &request(&source, "S", &["b", "a"])).is_ok(), "{sized}");
    }
    assert!(fix(unsized_tail, &request(unsized_tail, "S", &["a", "b"])).is_ok());
}

#[test]
fn layouts_that_other_code_may_know() {
    let source = "#[repr(C)] struct S { a: u8, b: u16 }";
    let asked = |order: &[&str]| Request { allow_repr_c: false, ..request(source, "S", order) };
    let reason = "it is `repr(C)`, so other code may rely on where its fields lie (to rewrite nevertheless, pass \
                  `--allow-repr-c`)";
    assert_eq!(fix(source, &asked(&["b", "a"])), Err(reason.to_string()));
    assert_eq!(fix(source, &asked(&[])).as_deref(), Ok(source));
    assert!(fix(source, &Request { again: true, ..asked(&["b", "a"]) }).is_ok());
}

#[test]
fn types_that_extern_functions_name() {
    let of = |other: &str| {
        let source = format!("struct S {{ a: u8, b: u16 }}\n{other}");
        fix(&source, &request(&source, "S", &["b", "a"])).map(|_| ())
    };
    let reason =
        |what: &str| Err(format!("{what} names it, so code in another language may rely on where its fields lie"));
    for (other, what) in [
        ("extern \"C\" fn f(s: *mut S) {}", "the `extern` function `f`"),
        (
            "mod m { pub unsafe extern \"system\" fn f() -> Option<Box<super::S>> { None } }",
            "the `extern` function `f`",
        ),
        ("extern \"C\" { fn f(n: u8, s: &S); }", "the `extern` function `f`"),
        ("extern { static ALL: [S; 2]; }", "the `extern` static `ALL`"),
        ("type Call = extern \"C\" fn(*const S);", "a pointer to an `extern` function"),
        ("impl S { extern \"C\" fn f(&self) {} }", "the `extern` function `f`"),
        ("impl Drop for S { extern \"C\" fn g(x: u8) -> Self { loop {} } }", "the `extern` function `g`"),
        ("#[no_mangle] static ALL: [S; 2] = [];", "the exported static `ALL`"),
        ("#[unsafe(export_name = \"x\")] pub static ONE: S = S;", "the exported static `ONE`"),
    ] {
        assert_eq!(of(other), reason(what), "{other}");
    }
    let function = |named: &str| reason("the `extern` function `f`").map_err(|it| it.replace("it,", named));
    for (other, named) in [
        ("type T = S; extern \"C\" fn f(t: T) {}", "`T`, which holds it,"),
        ("#[repr(C)] struct T { s: S } extern \"C\" fn f(t: &T) {}", "`T`, which holds it,"),
        (
            "extern \"C\" fn f(_: U) {} mod m { #[repr(C)] struct T(u8, [super::S; 2]); } #[repr(C)] union U { t: T }",
            "`U`, which holds it,",
        ),
        ("#[repr(u8)] enum T { A(S) } impl T { extern \"C\" fn f(self) {} }", "`T`, which holds it,"),
    ] {
        assert_eq!(of(other), function(named), "{other}");
    }
    for other in [
        "fn f(s: *mut S) {}",
        "extern \"Rust\" fn f(s: S) {}",
        "extern \"C\" fn f(s: *mut s::T) { let s = S { a: 1, b: 2 }; }",
        "impl S { fn f(&self) {} } impl T { extern \"C\" fn f(&self) -> Self {} }",
        // Nobody knows where its fields lie.
        "struct T { s: S } extern \"C\" fn f(t: *mut T) {}",
        "#[repr(C)] struct T { s: u8 } extern \"C\" fn f(t: *mut T) { struct U { s: S } }",
        "static ONE: S = S;",
    ] {
        assert_eq!(of(other), Ok(()), "{other}");
    }
}

#[test]
fn fields_that_are_not_those_of_the_report() {
    for condition in ["x", "true", "any(x, y)"] {
        let source = format!("struct S {{ a: u8, #[cfg_attr({condition}, cfg(y))] b: u16 }}");
        let reason = "`b` is there under a `cfg` only, and the order is for this build; to apply it by hand, declare \
                      `b` and `a`";
        assert_eq!(refused(&source, &["b", "a"]), reason);
    }
    let unknown = "#[cfg_attr(x, 1)] struct S { a: u8, b: u16 }";
    assert_eq!(refused(unknown, &["b", "a"]), "what its `cfg_attr (x , 1)` stands for can't be read");
    let changed = "its fields are not those that were compiled: the file has changed, or an attribute changes them";
    let source = "struct S { a: u8, b: u16 }";
    let stale = Request { declared: vec!["b".into(), "a".into()], ..request(source, "S", &["b", "a"]) };
    assert_eq!(fix(source, &stale), Err(changed.to_string()));
    for order in [&["a"][..], &["a", "a"], &["a", "b", "b"], &["a", "c"]] {
        assert_eq!(refused(source, order), changed);
    }
}

#[test]
fn definitions_that_are_not_in_the_source() {
    let macros = [
        ("macro_rules! m {\n    () => { struct S { a: u8, b: u16 } };\n}\nm!();", 4, "it is made by the macro `m!`"),
        (
            "cfg_if! {\n    if #[cfg(x)] {\n        struct S { a: u8, b: u16 }\n    }\n}",
            3,
            "it is made by the macro `cfg_if!`",
        ),
        ("fn f() {\n    x::m! [ S ];\n}", 2, "it is made by the macro `m!`"),
    ];
    for (source, line, reason) in macros {
        let request = Request { line, declared: vec!["a".into(), "b".into()], ..request(source, "S", &["b", "a"]) };
        assert_eq!(fix(source, &request), Err(reason.to_string()));
    }
    let source = "\nstruct T { a: u8, b: u16 }";
    let gone = "there is no `struct S` on line 1: a macro makes it, or the file has changed since it was compiled";
    assert_eq!(fix(source, &Request { line: 1, ..request(source, "S", &["b", "a"]) }), Err(gone.to_string()));
    let alias = "line 2 has `struct T`: if `S` is an alias, write what it stands for into `instances(…)`, else the \
                 file has changed since it was compiled";
    assert_eq!(fix(source, &Request { line: 2, ..request(source, "S", &["b", "a"]) }), Err(alias.to_string()));
    let two = "mod a { struct S { a: u8, b: u16 } } mod b { struct S { a: u8, b: u16 } }";
    assert_eq!(refused(two, &["b", "a"]), "line 1 has more than one `struct S`");
    assert_eq!(refused("struct S(u8, u16);", &["1", "0"]), "the fields of a tuple struct are used by their position");
    let broken = "struct S { a: u8,\n b: }";
    let reason = fix(broken, &request(broken, "S", &["b", "a"])).unwrap_err();
    assert!(reason.starts_with("line 2 can't be read as Rust: "), "{reason}");
    let block = "{\nstruct S { a: u8, b: u16 }\n}";
    let reason = "line 1 can't be read as Rust: no item starts there";
    assert_eq!(fix(block, &Request { line: 2, ..request(source, "S", &[]) }), Err(reason.to_string()));
}

#[test]
fn a_definition_is_known_by_the_line_of_its_name() {
    let source = "/// Doc.\n#[derive(Pooled)]\n#[x]\npub\nstruct\nS { a: u8, b: u16 }\n";
    let right = request(source, "S", &["b", "a"]);
    for line in 1..=7 {
        assert_eq!(fix(source, &Request { line, ..right.clone() }).is_ok(), line == 6, "{line}");
    }
}

#[test]
fn orders_that_break_a_budget() {
    let regression = |budget| Regression { budget, what: "`S` is worse".to_string() };
    let of = |attrs: &str, budget| {
        let source = format!("#[derive(Reset)]\n{attrs}\nstruct S {{ a: u8, b: u16 }}");
        fix(&source, &Request { regressions: vec![regression(budget)], ..request(&source, "S", &["b", "a"]) })
            .map(|_| ())
    };
    let reason = |key: &str| Err(format!("in the suggested order `S` is worse, and it has the budget `{key}`"));
    assert_eq!(of("#[pooled(line = 128, no_straddle)]", "no_straddle"), reason("no_straddle"));
    assert_eq!(of("#[cfg_attr(x, pooled(max_size = 4))]", "max_size"), reason("max_size"));
    assert_eq!(of("#[cfg_attr(true, pooled(max_size = 4))]", "max_size"), reason("max_size"));
    assert_eq!(of("#[pooled(max_lines_32 = 4)]", "max_lines"), reason("max_lines_32"));
    for attrs in ["", "#[pooled(max_size = 4)]", "#[pooled(reset = no_straddle)]", "#[doc = \"no_straddle\"]"] {
        assert_eq!(of(attrs, "no_straddle"), Ok(()), "{attrs}");
    }
}

#[test]
fn one_refusal_does_not_stop_the_others() {
    let source =
        "struct A { a: u8, b: u16 }\n#[repr(packed)]\nstruct B { a: u8, b: u16 }\nstruct C { a: u8, b: u16 }\n";
    let requests = ["A", "B", "C"].map(|name| request(source, name, &["b", "a"]));
    let rewritten = rewrite(source, &requests.each_ref());
    let expected = "#[repr(C)]\nstruct A { b: u16, a: u8 }\n#[repr(packed)]\nstruct B { a: u8, b: u16 }\n\
                    #[repr(C)]\nstruct C { b: u16, a: u8 }\n";
    assert_eq!((rewritten.text.as_str(), rewritten.refused.len(), rewritten.notes.len()), (expected, 1, 2));
}

#[test]
fn a_definition_within_another_waits() {
    let source = "struct S {\n    a: [u8; { struct T { a: u8, b: u16 } 1 }],\n    b: u16,\n}\n";
    let requests = [request(source, "S", &["b", "a"]), request(source, "T", &["b", "a"])];
    let rewritten = rewrite(source, &[&requests[0], &requests[1]]);
    assert_eq!(rewritten.refused[0].reason, "it is in another definition that is rewritten: fix it again afterwards");
    assert!(rewritten.text.contains("struct T { a: u8, b: u16 }"));
}
