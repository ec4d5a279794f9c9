//! The fields of which a reset frees what the elements own.

#![cfg(feature = "std")]

use std::collections::{BTreeMap, HashMap, VecDeque};
use std::fs::File;
use std::sync::Arc;

use pooled_types::{PoolBox, Pooled, Reset, TypeLayout};

#[derive(Pooled, Default)]
#[allow(dead_code, reason = "only the types are looked at")]
struct Part {
    name: String,
}

#[derive(Pooled, Default)]
#[allow(dead_code, reason = "only the types are looked at")]
struct Freed {
    strings: Vec<String>,
    headers: Vec<(u32, String)>,
    map: HashMap<u32, Vec<u8>>,
    tree: BTreeMap<String, u32>,
    queue: VecDeque<Part>,
    option: Option<String>,
    nested: (u8, [Vec<Box<[u8]>>; 2]),
    in_a_handle: Option<PoolBox<Vec<Part>>>,
    #[pooled(max_capacity = 8)]
    limited: Vec<Vec<PoolBox<Vec<u8>>>>,
}

#[derive(Pooled, Default)]
#[allow(dead_code, reason = "only the types are looked at")]
struct Kept {
    bytes: Vec<u8>,
    text: String,
    part: Part,
    pairs: HashMap<u32, (u8, char)>,
    borrowed: Vec<&'static str>,
    handles: Vec<PoolBox<Part>>,
    optional: Vec<Option<PoolBox<Part>>>,
    boxed: Box<[String; 2]>,
    shared: Vec<Arc<Part>>,
    file: Option<File>,
    callbacks: Vec<Box<dyn Fn() + Send>>,
    #[pooled(keep)]
    untouched: Vec<String>,
    #[pooled(with = Vec::clear)]
    by_a_function: Vec<String>,
    #[pooled(default)]
    replaced: Vec<String>,
}

fn names(layout: TypeLayout) -> Vec<&'static str> {
    layout.declared_fields().iter().filter(|field| field.frees_elements).map(|field| field.name).collect()
}

#[test]
fn they_could_be_reset_and_kept() {
    let all: Vec<_> = Freed::LAYOUT.declared_fields().iter().map(|field| field.name).collect();
    assert_eq!(names(Freed::LAYOUT), all);
    assert_eq!(Freed::LAYOUT.frees_elements().count(), all.len());
    assert!(names(Kept::LAYOUT).is_empty(), "{:?}", names(Kept::LAYOUT));
}

#[cfg(feature = "collections")]
#[test]
fn a_container_that_keeps_its_elements_frees_none() {
    #[derive(Reset)]
    struct Item(#[allow(dead_code, reason = "only the type is looked at")] pooled_types::ReuseMap<String, Vec<u8>>);
    assert!(names(TypeLayout::of::<Item>()).is_empty());
}

#[test]
fn the_report_names_them_within_its_width() {
    let report = Freed::LAYOUT.to_string();
    let list = report.lines().skip_while(|line| !line.starts_with("frees its elements at each reset: "));
    assert!(list.clone().all(|line| line.chars().count() <= 80), "{report}");
    let list = list.collect::<Vec<_>>().join(" ");
    assert!(list.contains("headers") && list.contains("such as `ReuseVec`"), "{report}");
    assert!(!Kept::LAYOUT.to_string().contains("frees its elements"));
}
