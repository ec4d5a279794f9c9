//! The reader of what the derives put into object files, and what `cargo pooled` draws of it.
//!
//! Any bytes are read without a panic and without more memory than they are worth. What is read is written as the same,
//! and can be shown in every format. An input is read as it is, and its bytes are the choices of a generator.

#![no_main]

use arbitrary::Unstructured;
use cargo_pooled::discover::types_in;
use cargo_pooled::document::{Document, parse, render};
use cargo_pooled::draw::{Shown, html, table};
use cargo_pooled::unit::Unit;
use libfuzzer_sys::fuzz_target;
use pooled_layout::encoding::{Decoded, MAGIC, decode, scan};

mod checksum;
mod generator;
mod writer;

/// The fields of a type that is shown. To look for a better order of many more takes seconds.
const MOST_FIELDS: usize = 8;

fuzz_target!(|bytes: &[u8]| {
    read(bytes);
    if let Ok(generated) = generator::encoding(&mut Unstructured::new(bytes)) {
        read(&generated);
        check_found(bytes, &generated);
        show(&generated);
    }
});

/// Reads an encoding at the start of the bytes.
fn read(bytes: &[u8]) {
    let Ok((decoded, length)) = decode(bytes) else { return };
    assert!(length <= bytes.len(), "more bytes were read than there are");
    assert_eq!(decode(&bytes[..length]), Ok((decoded.clone(), length)), "what is behind an encoding changes it");
    check_written(decoded);
}

/// What was read is written and read again: it is the same.
fn check_written(decoded: Decoded) {
    if let Some((padded, bytes)) = writer::write(decoded) {
        assert_eq!(decode(&bytes), Ok((padded, bytes.len())));
    }
}

/// An encoding is found behind other bytes, unless they seem to go on in it.
fn check_found(before: &[u8], encoding: &[u8]) {
    let (before, found) = (&before[..before.len() / 2], decode(encoding));
    let whole = [before, encoding].concat();
    let mut all = scan(&whole).flatten();
    if let (Ok((decoded, _)), false) = (found, has_magic(before)) {
        assert_eq!(all.next(), Some(decoded));
    }
}

/// Whether an encoding may begin in these bytes.
fn has_magic(bytes: &[u8]) -> bool {
    (0..bytes.len()).any(|at| MAGIC.starts_with(&bytes[at..][..MAGIC.len().min(bytes.len() - at)]))
}

/// Shows the types in the bytes: as text, as a page with pictures, and as JSON, which is read again.
fn show(bytes: &[u8]) {
    let Ok(mut types) = types_in(bytes, "krate", &Unit::default(), None) else { return };
    types.retain(|ty| ty.fields.len() <= MOST_FIELDS);
    let shown: Vec<Shown> = types.into_iter().map(Shown::new).collect();
    let mut text = Vec::new();
    table::write(&mut text, "target", &shown).expect("a vector takes all");
    let _ = html::render("target", &shown);
    let document = Document::new("target", None, &shown);
    assert_eq!(parse(&render(&document)), Ok(document));
}
