//! Every attribute of the table changes what the derive prints.
//!
//! If a row of the table is read nowhere, the attribute is accepted and means nothing. The same happens if a check
//! reads it as another form than that in the table.

use syn::DeriveInput;

use crate::attr::{Key, Level};
use crate::derive::Derive;
use crate::driver;

/// An item that `key` may stand on: first without the attribute, then with it.
fn items(key: Key) -> [String; 2] {
    let example = format!("#[pooled({})]", key.row().form.example(key.name()));
    ["", &example].map(|attribute| match (key.row().level, key) {
        (Level::Type, Key::Instances) => format!("{attribute} struct Item<T> {{ field: T }}"),
        (Level::Type, _) => format!("{attribute} struct Item {{ #[pooled(hot)] field: Vec<u8> }}"),
        (Level::Field, _) => format!("struct Item {{ {attribute} field: Vec<u8> }}"),
        (Level::Variant, _) => format!("enum Item {{ {attribute} One {{ field: Vec<u8> }}, Other }}"),
    })
}

fn printed(item: &str) -> String {
    let input: DeriveInput = syn::parse_str(item).expect("the item is written in Rust");
    driver::run(&input, Derive::Pooled).to_string()
}

#[test]
fn every_attribute_has_an_effect() {
    for key in Key::ALL {
        let [without, with] = items(*key).map(|item| printed(&item));
        assert!(!with.contains("compile_error"), "{key:?} is refused: {with}");
        assert!(with != without, "`{}` is accepted and changes nothing: no check reads {key:?}", key.name());
    }
}
