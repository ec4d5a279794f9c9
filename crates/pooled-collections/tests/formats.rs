//! Records in JSON, CSV and postcard, read into pooled objects.
#![cfg(feature = "serde")]

use pooled_collections::{ReuseMap, ReuseOption, ReuseVec};
use pooled_types::{PoolBox, Pooled, Reset};
use serde_derive::{Deserialize, Serialize};

#[derive(Pooled, Deserialize, Serialize, Default, Debug, PartialEq)]
struct Shop {
    name: String,
    owner: ReuseOption<Person>,
    orders: ReuseVec<Order>,
    rooms: ReuseMap<String, ReuseVec<u32>>,
}

#[derive(Reset, Deserialize, Serialize, Default, Debug, PartialEq)]
struct Order {
    number: u32,
    buyer: Person,
    lines: ReuseVec<(String, ReuseOption<u8>)>,
}

#[derive(Reset, Deserialize, Serialize, Default, Debug, PartialEq)]
struct Person(String, ReuseVec<String>);

fn person(name: &str, mails: &[&str]) -> Person {
    Person(name.to_string(), mails.iter().map(ToString::to_string).collect())
}

fn shop() -> Shop {
    let line = |name: &str, count| (name.to_string(), ReuseOption::from(count));
    let order = |number, lines: &[(String, ReuseOption<u8>)]| Order {
        number,
        buyer: person("Bob", &["b@example.org", "bob@example.org"]),
        lines: lines.into(),
    };
    Shop {
        name: "The \"shop\"".to_string(),
        owner: ReuseOption::some(person("Ada", &[])),
        orders: ReuseVec::from([order(1, &[line("bread", Some(2)), line("milk", None)]), order(2, &[])]),
        rooms: ReuseMap::from([("cellar".to_string(), ReuseVec::from([3, 4]))]),
    }
}

/// Reads a shop, a smaller one, and the first again, from objects that were used before.
fn reads_again<'a, E: core::fmt::Debug>(
    [large, small]: [&'a [u8]; 2],
    read: impl Fn(&'a [u8]) -> Result<PoolBox<Shop>, E>,
) {
    for _ in 0..3 {
        assert_eq!(*read(large).unwrap(), shop());
        assert_eq!(*read(small).unwrap(), Shop::default());
    }
    for end in 0..large.len() {
        if let Ok(shop) = read(&large[..end]) {
            panic!("{end} bytes of {} are {shop:?}", large.len());
        }
        let clean = Shop::take();
        assert_eq!(*clean, Shop::default(), "after {end} bytes");
        drop(clean);
    }
    assert_eq!(*read(large).unwrap(), shop());
}

#[test]
fn json() {
    let texts = [shop(), Shop::default()].map(|shop| serde_json::to_vec(&shop).unwrap());
    reads_again(texts.each_ref().map(Vec::as_slice), serde_json::from_slice);
}

#[test]
fn postcard() {
    let bytes = [shop(), Shop::default()].map(|shop| postcard::to_allocvec(&shop).unwrap());
    reads_again(bytes.each_ref().map(Vec::as_slice), postcard::from_bytes);
}

/// CSV has no lists in a named column, but options.
#[derive(Pooled, Deserialize, Default, Debug, PartialEq)]
struct Row {
    name: String,
    age: ReuseOption<u8>,
    note: ReuseOption<String>,
}

#[test]
fn csv_with_names() {
    let mut reader = csv::Reader::from_reader(&b"name,age,note\nAda,36,first\nBob,,\nEve,x,last\nZoe,5,\n"[..]);
    let rows: Vec<Option<Row>> =
        reader.deserialize().map(|row: csv::Result<PoolBox<Row>>| row.ok().map(PoolBox::detach)).collect();
    let row = |name: &str, age: Option<u8>, note: Option<&str>| {
        let note = note.map(ToString::to_string).into();
        Some(Row { name: name.to_string(), age: age.into(), note })
    };
    assert_eq!(rows, [row("Ada", Some(36), Some("first")), row("Bob", None, None), None, row("Zoe", Some(5), None)]);
}

#[test]
fn csv_without_names() {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(&b"1,2,3\n\n4,x\n5\n"[..]);
    let rows: Vec<Option<Vec<u32>>> =
        reader.deserialize().map(|row: csv::Result<PoolBox<ReuseVec<u32>>>| row.ok().map(|row| row.to_vec())).collect();
    assert_eq!(rows, [Some(vec![1, 2, 3]), None, Some(vec![5])]);
}
