//! What is said of a change.

use super::support::request;
use crate::fix::rewrite::rewrite;

fn notes(source: &str, order: &[&str]) -> Vec<String> {
    let rewritten = rewrite(source, &[&request(source, "S", order)]);
    assert_eq!(rewritten.refused, []);
    rewritten.notes.into_iter().flat_map(|(_, notes)| notes).collect()
}

#[test]
fn drops_are_mentioned_if_their_order_changes() {
    let source = "struct S { a: String, n: [(u8, &'static str); 3], b: Vec<u8>, f: fn(), p: *const u8 }";
    assert_eq!(notes(source, &["p", "f", "a", "b", "n"]), Vec::<String>::new());
    let note = "fields are dropped in the order they are declared, now `b` and `a`";
    assert_eq!(notes(source, &["p", "f", "b", "n", "a"]), [note]);
    assert_eq!(notes(source, &[]), Vec::<String>::new());
}

#[test]
fn code_that_resets_is_mentioned_if_its_order_changes() {
    let source = "struct S { #[pooled(with = log)] a: u8, #[pooled(hot, value = next(1, 2))] b: u8, \
                  #[pooled(value = -1)] c: i8, d: u8 }";
    assert_eq!(notes(source, &["c", "a", "d", "b"]), Vec::<String>::new());
    let note = "`value` and `with` are called in the order the fields are declared, now `b` and `a`";
    assert_eq!(notes(source, &["b", "c", "a", "d"]), [note]);
    assert_eq!(
        notes(
            &source.replace("#[pooled(with", "#[cfg_attr(true, pooled(with").replace("log)]", "log))]"),
            &["b", "c", "a", "d"]
        ),
        [note]
    );
}

#[test]
fn budgets_of_other_targets_are_mentioned() {
    let note = "`max_size_32` and `hot_lines_32` hold where pointers have 32 bits, and the order is for this \
                target: check both kinds";
    let source = "#[pooled(max_size = 40, max_size_32 = 24)]\n#[cfg_attr(x, pooled(hot_lines_32 = 1))]\n\
                  struct S { a: usize, b: u64 }";
    assert_eq!(notes(source, &["b", "a"]), [note]);
    assert_eq!(notes("#[pooled(max_size = 40)] struct S { a: usize, b: u64 }", &["b", "a"]), Vec::<String>::new());
}

#[test]
fn derives_are_mentioned() {
    let source = "#[derive(Clone, std::fmt::Debug, Hash, Pooled, FromRow)]\n#[cfg_attr(x, derive(Serialize))]\n\
                  struct S { a: u8, b: u16 }";
    let expected = [
        "`Debug`, `Hash` and `Serialize` follow the order of the fields",
        "`FromRow` may follow the order of the fields",
    ];
    assert_eq!(notes(source, &["b", "a"]), expected);
    assert_eq!(
        notes("#[derive(Debug)] struct S { a: u8, b: u8 }", &["b", "a"]),
        ["`Debug` follows the order of the fields"]
    );
}

#[test]
fn a_layout_that_others_may_rely_on_is_mentioned() {
    let note = "it was `repr(C)` before: other code may rely on where its fields lie";
    assert_eq!(notes("#[repr(C)] struct S { a: u8, b: u16 }", &["b", "a"]), [note]);
}

#[test]
fn comments_that_head_other_fields_than_before_are_mentioned() {
    let note = "comments that head several fields may now head others: look at the diff";
    let said = |heading: &str, third: &str, order: &str| {
        let source = format!("struct S {{\n    z: u8,\n    a: u8,\n{heading}    b: u8,\n{third}    c: u8,\n}}");
        notes(&source, &order.split("").filter(|name| !name.is_empty()).collect::<Vec<_>>()).concat()
    };
    for heading in ["\n    // Counters\n", "    // --- counters ---\n", "    // Counters\n\n"] {
        // Torn apart; joined by others, in front or behind.
        for order in ["zbac", "zacb", "zbca", "bcza"] {
            assert_eq!(said(heading, "", order), note, "{heading}{order}");
        }
        assert_eq!(said(heading, "", "azbc"), "", "{heading}");
    }
    for (heading, third) in [("    // b\n", ""), ("\n    // b\n", "\n"), ("\n    // b\n", "    // c\n"), ("\n", "")] {
        assert_eq!(said(heading, third, "zbac"), "", "{heading}{third}");
    }
    assert_eq!(said("    // === x\n", "    // c\n", "czab"), note);
    assert_eq!(said("    // === x\n", "    // === y\n", "zcba"), note);
    assert_eq!(said("    // === x\n", "    // === y\n", "zacb"), "");
    assert_eq!(said("", "    // === only while locked ===\n\n", "zacb"), note, "one field comes below it");
}
