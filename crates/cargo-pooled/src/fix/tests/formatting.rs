//! How text is kept.

use super::support::fixed;

#[test]
fn lines_move_with_their_comments_attributes_and_blank_lines() {
    let source = "\
//! A file.

/// Documentation.
#[derive(Pooled)] // why
pub(crate) struct S<T: Copy = u8> { // open
    // Before a.
    /// Of a.
    #[pooled(hot)] // between
    pub a: u8, // behind a

    /* before b */ pub(in crate::x) b: [T; { 1 + 2 }], /* behind
    b */ // and more

    // --- a section ---

    c /* in c */ : u64, //

    // the end
} // after

fn other() {}";
    let expected = "\
//! A file.

/// Documentation.
#[derive(Pooled)] // why
#[repr(C)]
pub(crate) struct S<T: Copy = u8> { // open

    // --- a section ---

    c /* in c */ : u64, //

    /* before b */ pub(in crate::x) b: [T; { 1 + 2 }], /* behind
    b */ // and more
    // Before a.
    /// Of a.
    #[pooled(hot)] // between
    pub a: u8, // behind a

    // the end
} // after

fn other() {}";
    assert_eq!(fixed(source, &["c", "b", "a"]), expected);
    let windows = |text: &str| text.replace('\n', "\r\n");
    assert_eq!(fixed(&windows(source), &["c", "b", "a"]), windows(expected));
}

#[test]
fn comments_that_go_on_below_stay_with_their_field() {
    let source = "\
#[repr(C)]
struct S { // open
           // and more
    pub a: u8, // a: the flag,
               // and has two lines as well

               // of b, for an empty line is above
    b: u16, /* b */
      // goes on
      // and on
    // of c
    c: u32, // c
            // the end of c
    // the end
}
";
    let expected = "\
#[repr(C)]
struct S { // open
           // and more
    // of c
    c: u32, // c
            // the end of c

               // of b, for an empty line is above
    b: u16, /* b */
      // goes on
      // and on
    pub a: u8, // a: the flag,
               // and has two lines as well
    // the end
}
";
    assert_eq!(fixed(source, &["c", "b", "a"]), expected);
    let windows = |text: &str| text.replace('\n', "\r\n");
    assert_eq!(fixed(&windows(source), &["c", "b", "a"]), windows(expected));
    let no_line_of_its_own = "#[repr(C)]\nstruct S { a: u8, // a\n    // of b\n    b: u16,\n}";
    let expected = "#[repr(C)]\nstruct S {\n    // of b\n    b: u16,\n    a: u8, // a\n}";
    assert_eq!(fixed(no_line_of_its_own, &["b", "a"]), expected);
}

#[test]
fn only_the_attribute_is_new_if_the_order_is_right() {
    let source = "struct S {a: u8 , b: u16\n , c: u32}";
    assert_eq!(fixed(source, &["a", "b", "c"]), format!("#[repr(C)]\n{source}"));
    assert_eq!(fixed("mod m {\n\tstruct S { a: u8 }\n}", &["a"]), "mod m {\n\t#[repr(C)]\n\tstruct S { a: u8 }\n}");
    let same_line = "mod m { /* x */ struct S { a: u8 } }\n";
    assert_eq!(fixed(same_line, &["a"]), "mod m { /* x */ #[repr(C)] struct S { a: u8 } }\n");
}

#[test]
fn the_last_comma_is_a_matter_of_the_place() {
    let source = "#[repr(C)]\nstruct S {\n    a: u8, // a\n    b: u16 // b\n    // end\n}\n";
    let expected = "#[repr(C)]\nstruct S {\n    b: u16, // b\n    a: u8 // a\n    // end\n}\n";
    assert_eq!(fixed(source, &["b", "a"]), expected);
}

#[test]
fn one_line_stays_one_line() {
    let cases = [
        ("{ a: u8, b: u16, c: u32 }", "{ c: u32, b: u16, a: u8 }"),
        ("{a: u8,b: u16,c: u32,}", "{c: u32,b: u16,a: u8,}"),
        ("{a: u8, b: u16, c: u32}", "{c: u32, b: u16, a: u8}"),
        (
            "{ /* a */ a: u8, /* b */ b: u16, c /* c */: u32 /* d */ }",
            "{ c /* c */: u32, /* d */ /* b */ b: u16, /* a */ a: u8 }",
        ),
        (
            "{ a: u8 /* , */ , #[x] b: u16, /** doc */ c: u32, /* end */ }",
            "{ /** doc */ c: u32, /* end */ #[x] b: u16, a: u8 /* , */ , }",
        ),
    ];
    for (before, after) in cases {
        assert_eq!(
            fixed(&format!("#[repr(C)] struct S {before}"), &["c", "b", "a"]),
            format!("#[repr(C)] struct S {after}")
        );
    }
}

#[test]
fn fields_that_share_a_line_get_a_line_each() {
    let source = "#[repr(C)]\nstruct S {\n  a: u8, b: u16, // both\n  c: u32 }";
    assert_eq!(fixed(source, &["c", "b", "a"]), "#[repr(C)]\nstruct S {\n  c: u32,\n  b: u16, // both\n  a: u8\n}");
    let source = "mod m {\r\n  #[repr(C)]\r\n  struct S { a: u8, // a\r\n b: u16, /* of c */ c: u32 /* c */ }\r\n}";
    let expected =
        "mod m {\r\n  #[repr(C)]\r\n  struct S {\r\n /* of c */ c: u32, /* c */\r\n b: u16,\r\n a: u8 // a\r\n  }\r\n}";
    assert_eq!(fixed(source, &["c", "b", "a"]), expected);
    let commas_first = "#[repr(C)]\nstruct S {\n    a: u8 // a\n  , b: u16 // b\n  , c: u32 // c\n}";
    let expected = "#[repr(C)]\nstruct S {\n    c: u32, // c\n    a: u8 // a\n  ,\n    b: u16 // b\n  \n}";
    assert_eq!(fixed(commas_first, &["c", "a", "b"]), expected);
    let nothing_before = "#[repr(C)]\nstruct S { a: u8, b: u16, c: u32,\n}";
    assert_eq!(
        fixed(nothing_before, &["c", "b", "a"]),
        "#[repr(C)]\nstruct S {\n    c: u32,\n    b: u16,\n    a: u8,\n}"
    );
}

#[test]
fn text_that_looks_like_code_is_text() {
    let source = r##"#[repr(C)]
struct S {
    /// } // b: u8,
    a: [u8; "}, // /*".len()],
    //// not documentation {
    /***/
    #[doc = r#"" */ // "#]
    b: Foo<{ '}' as usize }, '\'', 'a'>, // } /* {
    /* /* }, */ , */ c: fn(u8, /* , */ u8) -> (u8, u16),
}
"##;
    let source = source.replace(", '\\'', 'a'>", ">");
    let expected = r##"#[repr(C)]
struct S {
    /* /* }, */ , */ c: fn(u8, /* , */ u8) -> (u8, u16),
    //// not documentation {
    /***/
    #[doc = r#"" */ // "#]
    b: Foo<{ '}' as usize }>, // } /* {
    /// } // b: u8,
    a: [u8; "}, // /*".len()],
}
"##;
    assert_eq!(fixed(&source, &["c", "b", "a"]), expected);
}

#[test]
fn documentation_behind_a_comma_is_that_of_the_next_field() {
    let source = "#[repr(C)]\nstruct S {\n    a: u8, /// of b\n    b: u16,\n}";
    assert_eq!(fixed(source, &["b", "a"]), "#[repr(C)]\nstruct S {\n    /// of b\n    b: u16,\n    a: u8,\n}");
}

#[test]
fn bytes_before_the_first_token_do_not_count() {
    for head in ["\u{feff}", "#!/usr/bin/env x\n", "\u{feff}#!/bin/ä\r\n", "#! /* ü */ [allow(x)]\n", "// äöü €\n\n"]
    {
        let source = format!("{head}struct S {{ ä: u8, ß: &'static str }}");
        let expected = format!("{head}#[repr(C)]\nstruct S {{ ß: &'static str, ä: u8 }}");
        assert_eq!(fixed(&source, &["ß", "ä"]), expected);
    }
}

#[test]
fn other_layouts_keep_what_they_say() {
    let align = "#[repr( align(64) )]\n#[repr(align(8))]\nstruct S { a: u8, b: u16 }";
    let expected = "#[repr(C,  align(64) )]\n#[repr(align(8))]\nstruct S { b: u16, a: u8 }";
    assert_eq!(fixed(align, &["b", "a"]), expected);
    let both = "#[repr(align(64))]\n#[repr(C)]\nstruct S { a: u8, b: u16 }";
    assert_eq!(fixed(both, &["b", "a"]), "#[repr(align(64))]\n#[repr(C)]\nstruct S { b: u16, a: u8 }");
}

#[test]
fn a_definition_is_found_wherever_it_is() {
    let body = "fn f() { impl X { fn g() { struct S { r#type: u8, b: u16 } } } }";
    let expected = "fn f() { impl X { fn g() { #[repr(C)] struct S { b: u16, r#type: u8 } } } }";
    assert_eq!(fixed(body, &["b", "type"]), expected);
    let twice = "mod a {\n struct S { a: u8 }\n}\nstruct r#S { a: u8, b: u16 }\n";
    assert_eq!(
        fixed(twice, &["b", "a"]),
        "mod a {\n struct S { a: u8 }\n}\n#[repr(C)]\nstruct r#S { b: u16, a: u8 }\n"
    );
}
