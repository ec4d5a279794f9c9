//! `cargo pooled layout --fix`: a source is rewritten faithfully or refused, whatever its text is.
//!
//! The rewriter reads what it wrote. If that is not as it should be, it refuses with a request to report it: here this
//! is a fault. To rewrite again changes nothing.
//!
//! An input that is Rust is taken as it is. The bytes of any other are the choices of a generator: a struct between
//! comments and attributes.

#![no_main]

use arbitrary::{Result, Unstructured};
use cargo_pooled::fix::{Directories, Request, Rewritten, SourceFile, rewrite};
use libfuzzer_sys::{Corpus, fuzz_target};
use syn::ItemStruct;
use syn::visit::{self, Visit};

const START: &[&str] = &["", "\u{feff}", "#!/bin/sh\n", "#![allow(x)]", "#! [allow(y)]\n"];
const TRIVIA: &[&str] = &[
    "\n",
    "\r\n",
    " ",
    "    ",
    "\t",
    "// a {\n",
    "// \"b\r\n",
    "/* c, */",
    "/* /* d */\n} */ ",
    "//// e\n",
    "/**/",
    "//\n",
    "// \u{2028}\n",
    "    // f\n",
    "/* g\n */",
];
const ATTRIBUTES: &[&str] = &[
    "/// h }\n",
    "/** i */",
    "#[pooled(hot)] ",
    "#[pooled(hot)]\n    ",
    "#[doc = \"j // }\"]\n",
    "#[x('}')] // k\n",
    "#[doc = r#\"}\n\"#]",
    "#[doc = \"\\\n  m\"]\n",
    "#[y { , }]",
];
const VISIBILITIES: &[&str] = &["", "", "pub ", "pub(crate)\n", "pub(in a) "];
const FIELDS: &[&str] =
    &["a: u8", "b: Vec<[u8; { 1 }]>", "r#type: (u8,)", "c : fn(u8) -> u8", "d: m!{ , }", "é: &'static str"];
const BEHIND: &[&str] = &[",", ",", ",\n", " // n, \n,", "/* o */,", ", // p\n", ", /* q\n */ // r\n", ",\r\n", " , "];
const BEFORE: &[&str] =
    &["", "", "\n", "fn f() {}\n", "// s\n", "#[repr(C)]\n", "#[repr(Rust)] ", "#[derive(Clone)]", "mod x {}"];

fuzz_target!(|bytes: &[u8]| -> Corpus {
    let written = str::from_utf8(bytes).ok().filter(|text| first_struct(text).is_some()).map(str::to_string);
    let Some(source) = written.or_else(|| generated(&mut Unstructured::new(bytes)).ok()) else { return Corpus::Reject };
    // The last bytes say which order is asked for.
    let checked = check(&source, bytes.iter().rev().map(|&byte| usize::from(byte)));
    // Places in sources are kept for each text that was parsed.
    proc_macro2::extra::invalidate_current_thread_spans();
    match checked {
        Some(()) => Corpus::Keep,
        None => Corpus::Reject,
    }
});

fn check(source: &str, choices: impl Iterator<Item = usize>) -> Option<()> {
    let (name, line, declared) = first_struct(source)?;
    let mut order = declared.clone();
    for (at, choice) in (1..declared.len()).zip(choices) {
        order.swap(at, choice % (at + 1));
    }
    let request = |line, declared: &[String]| Request {
        ty: name.clone(),
        module: String::new(),
        file: SourceFile::of("src/lib.rs", &Directories::default()),
        line: u32::try_from(line).expect("a source is short"),
        declared: declared.to_vec(),
        order: order.clone(),
        regressions: Vec::new(),
        again: false,
        allow_repr_c: true,
    };
    let Rewritten { text, refused, .. } = rewrite(source, &[&request(line, &declared)]);
    if let Some(refusal) = refused.first() {
        assert!(!refusal.reason.contains("please report"), "{refusal}\n{source}");
        assert_eq!(text, source, "what is refused stays as it is");
        return Some(());
    }
    let (_, line, declared) = first_struct(&text).expect("what was rewritten is Rust");
    assert_eq!(declared, order, "{source}\n{text}");
    let again = rewrite(&text, &[&request(line, &declared)]);
    assert!(again.refused.is_empty() && again.text == text, "{again:?}\n{text}");
    Some(())
}

/// The name of the first struct, its line, and the names of its fields.
fn first_struct(source: &str) -> Option<(String, usize, Vec<String>)> {
    #[derive(Default)]
    struct Finder(Option<ItemStruct>);

    impl<'a> Visit<'a> for Finder {
        fn visit_item_struct(&mut self, item: &'a ItemStruct) {
            self.0.get_or_insert_with(|| item.clone());
            visit::visit_item_struct(self, item);
        }
    }

    let mut finder = Finder::default();
    finder.visit_file(&syn::parse_file(source).ok()?);
    let item = finder.0?;
    let plain = |name: String| name.trim_start_matches("r#").to_string();
    let fields = item.fields.iter().filter_map(|field| field.ident.as_ref());
    Some((
        plain(item.ident.to_string()),
        item.ident.span().start().line,
        fields.map(|field| plain(field.to_string())).collect(),
    ))
}

/// A struct made of pieces. Each field is there once at most.
fn generated(u: &mut Unstructured<'_>) -> Result<String> {
    let mut text = u.choose(START)?.to_string() + &some(u, BEFORE)? + u.choose(VISIBILITIES)? + "struct S {";
    for field in FIELDS {
        if u.ratio(2, 3)? {
            for pieces in [TRIVIA, ATTRIBUTES, TRIVIA] {
                text += &some(u, pieces)?;
            }
            text += &(u.choose(VISIBILITIES)?.to_string() + field + u.choose(BEHIND)?);
        }
    }
    Ok(text + &some(u, TRIVIA)? + "}" + &some(u, TRIVIA)?)
}

/// Up to three of these pieces, one behind the other.
fn some(u: &mut Unstructured<'_>, pieces: &[&str]) -> Result<String> {
    (0..u.int_in_range(0..=3)?).map(|_| u.choose(pieces).copied()).collect()
}
