//! What is drawn, compared with what was drawn before. `POOLED_BLESS=1` writes the files anew.

use std::path::{Path, PathBuf};

use cargo_pooled::document::{self, Document};
use cargo_pooled::draw::{Shown, html, svg, table};
use cargo_pooled::model::Type;
use cargo_pooled::opts::Format;
use clap::ValueEnum;

use crate::support::samples;

/// The file with what was drawn in a format.
fn file_of(format: Format) -> &'static str {
    match format {
        Format::Table => "table.txt",
        Format::Json => "report.json",
        Format::Svg => "report.svg",
        Format::Html => "report.html",
    }
}

fn path_of(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/snapshots").join(name)
}

fn snapshot(name: &str, text: &str) {
    let path = path_of(name);
    if std::env::var_os("POOLED_BLESS").is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, text).unwrap();
    }
    let before = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(before == text, "{name} is drawn otherwise; POOLED_BLESS=1 writes it anew:\n{text}");
}

fn all() -> Vec<Shown> {
    samples::all().into_iter().map(Shown::new).collect()
}

fn plain(shown: &[Shown]) -> String {
    let mut out = anstream::StripStream::new(Vec::new());
    table::write(&mut out, "x86_64-unknown-linux-gnu", shown).unwrap();
    String::from_utf8(out.into_inner()).unwrap()
}

#[test]
fn every_format_is_compared() {
    for format in Format::value_variants() {
        assert!(path_of(file_of(*format)).exists(), "{format:?} is compared with nothing");
    }
}

#[test]
fn the_table() {
    snapshot(file_of(Format::Table), &plain(&all()));
}

#[test]
fn the_table_with_colours() {
    let mut out = Vec::new();
    table::write(&mut out, "x86_64-unknown-linux-gnu", &[Shown::new(samples::request())]).unwrap();
    snapshot("table-colours.txt", &String::from_utf8(out).unwrap());
}

#[test]
fn no_row_of_the_table_is_wider_than_the_screen() {
    let many = [all(), vec![Shown::new(samples::hundred())]].concat();
    for row in plain(&many).lines() {
        assert!(unicode_width::UnicodeWidthStr::width(row) <= 80, "{row}");
    }
}

#[test]
fn the_json() {
    let document = Document::new("x86_64-unknown-linux-gnu", None, &all());
    let text = document::render(&document);
    snapshot(file_of(Format::Json), &text);
    assert_eq!(document::parse(&text), Ok(document));
}

#[test]
fn other_json_is_refused_in_one_line() {
    for (text, message) in [
        ("", "it is no layout report"),
        ("[]", "it is no layout report"),
        (r#"{"schema":2,"kinds":[]}"#, "it has schema 2, and this version reads schema 1"),
        (r#"{"schema":1,"target":"x"}"#, "it is no layout report"),
    ] {
        let error = document::parse(text).unwrap_err();
        assert!(error.starts_with(message) && error.lines().count() == 1, "{error}");
    }
}

#[test]
fn the_picture() {
    let text = svg::render("x86_64-unknown-linux-gnu", &all());
    snapshot(file_of(Format::Svg), &text);
    let legend = ["hot", "warm", "cold", "padding"].map(|what| text.find(&format!(">{what}</text>")).unwrap());
    assert!(legend.is_sorted() && legend[3] < text.find(">Request</text>").unwrap(), "the legend stands first");
}

#[test]
fn types_of_equal_names_are_told_apart_by_module() {
    let of = |module: &str| Shown::new(Type { module: module.to_string(), ..samples::good() });
    let shown = [of("shop::a"), of("shop::b"), Shown::new(samples::part())];
    let (page, table, picture) = (html::render("x", &shown), plain(&shown), svg::render("x", &shown));
    for place in ["shop::a, src/request.rs:40", "shop::b, src/request.rs:40"] {
        assert!(page.contains(&format!(">Queue&lt;Job&gt; ({place})</a>")), "{page}");
        assert!(table.contains(&format!("Queue<Job>  {place}\n")) && picture.contains(place), "{table}");
    }
    assert!(page.contains(">Part</a>"));
}

#[test]
fn an_order_is_not_called_the_best_where_a_better_one_follows() {
    for row in plain(&[Shown::new(samples::request())]).split_inclusive('.').map(|row| row.replace("\n ", "")) {
        assert!(!row.contains("better") || row.ends_with(" better than this one."), "{row}");
    }
}

#[test]
fn the_page() {
    snapshot(file_of(Format::Html), &html::render("x86_64-unknown-linux-gnu", &all()));
}
