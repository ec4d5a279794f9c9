//! Every attribute of the table changes what the derive prints.
//!
//! A row of the table that no check reads would be accepted and mean nothing. So would one that is read as another form
//! than the table gives it.

use syn::DeriveInput;

use crate::attr::{Key, Level};
use crate::{Derive, derive};

/// An item that `key` may stand on: first without the attribute, then with it.
fn items(key: Key) -> [String; 2] {
    let example = format!("#[pooled({})]", key.entry().form.example(key.name()));
    ["", &example].map(|attribute| match (key.entry().level, key) {
        (Level::Type, Key::Instances) => format!("{attribute} struct Item<T> {{ field: T }}"),
        (Level::Type, _) => format!("{attribute} struct Item {{ #[pooled(hot)] field: Vec<u8> }}"),
        (Level::Field, _) => format!("struct Item {{ {attribute} field: Vec<u8> }}"),
        (Level::Variant, _) => format!("enum Item {{ {attribute} One {{ field: Vec<u8> }}, Other }}"),
    })
}

fn printed(item: &str) -> String {
    let input: DeriveInput = syn::parse_str(item).expect("the item is written in Rust");
    derive(&input, Derive::Pooled).to_string()
}

#[test]
fn every_attribute_has_an_effect() {
    for key in Key::ALL {
        let [without, with] = items(*key).map(|item| printed(&item));
        assert!(!with.contains("compile_error"), "{key:?} is refused: {with}");
        assert!(with != without, "{key:?} changes nothing");
    }
}
