//! What `cargo pooled` reads: a baseline, messages of cargo, `cargo metadata`, lists of sources.
//!
//! Any text is read without a panic, and an error is one line. What was written is read as the same. An input is read
//! as each of them, and its bytes are the choices that make two baselines.

#![no_main]

use std::collections::HashSet;

use arbitrary::Unstructured;
use cargo_pooled::diff::Difference;
use cargo_pooled::discover::{Workspace, artifact, in_text, sources};
use cargo_pooled::document::{self, Document, FieldEntry};
use libfuzzer_sys::fuzz_target;

mod generator;

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    // Two baselines, with a line that no JSON has between them.
    let (before, now) = text.split_once("\n\0\n").unwrap_or((&text, &text));
    if let (Some(before), Some(now)) = (baseline(before), baseline(now)) {
        compare(&before, &now);
        compare(&now, &before);
    }
    let mut choices = Unstructured::new(bytes);
    if let (Ok(before), Ok(now)) = (generator::document(&mut choices), generator::document(&mut choices)) {
        assert_eq!(baseline(&document::render(&now)).as_ref(), Some(&now));
        compare(&before, &now);
        compare(&now, &now);
    }
    for line in bytes.split(|&byte| byte == b'\n') {
        if let Ok(Some(artifact)) = artifact(line) {
            let _ = (artifact.files().count(), artifact.has_objects(), artifact.unit(), artifact.krate());
        }
    }
    if let Ok(workspace) = serde_json::from_slice::<Workspace>(bytes) {
        let _ = workspace.packages();
    }
    let _ = sources(&text);
    for left_out in in_text(&text, "src/lib.rs") {
        assert!(left_out.line <= text.split('\n').count(), "{left_out}");
    }
    // Places in sources are kept for each text that was parsed.
    proc_macro2::extra::invalidate_current_thread_spans();
});

fn baseline(text: &str) -> Option<Document> {
    match document::parse(text) {
        Ok(document) => {
            assert_eq!(document::parse(&document::render(&document)).as_ref(), Ok(&document));
            Some(document)
        }
        Err(error) => {
            assert!(!error.is_empty() && !error.contains('\n'), "{error:?}");
            None
        }
    }
}

fn compare(before: &Document, now: &Document) {
    let difference = Difference::between(before, now, |ty| ty.unit.test);
    difference.write(&mut Vec::new()).expect("a vector takes all");
    // Fields are told apart by their names.
    let is_same = before == now && !has_twins(now);
    assert!(!is_same || (difference.types.is_empty() && !difference.is_worse()), "{difference:?}");
    let _ = document::render(&difference);
}

/// Whether a type has two fields of one name, as only a baseline has that a person wrote.
fn has_twins(document: &Document) -> bool {
    document.types.iter().any(|ty| {
        let id = |field: &FieldEntry| (field.variant.clone(), field.name.clone());
        let names: HashSet<_> = ty.fields.iter().map(id).collect();
        names.len() < ty.fields.len()
    })
}
