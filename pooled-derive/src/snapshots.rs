//! What the derives print for a handful of types, compared with files that are read in review.
//!
//! `UPDATE_SNAPSHOTS=1 cargo test -p pooled-derive` writes the files anew.

use std::path::Path;
use std::{env, fs};

use syn::DeriveInput;

use crate::{Derive, derive};

/// Compares what is printed for `tests/expand/NAME.rs` with `tests/expand/NAME.expanded.rs`.
fn check(name: &str, of: Derive) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/expand");
    let source = fs::read_to_string(folder.join(format!("{name}.rs"))).expect("the snapshot has a source");
    let input: DeriveInput = syn::parse_str(&source).expect("the source is an item");
    let file = syn::parse2(derive(&input, of)).expect("what is printed are items");
    let printed = prettyplease::unparse(&file);
    let path = folder.join(format!("{name}.expanded.rs"));
    if env::var_os("UPDATE_SNAPSHOTS").is_some() {
        fs::write(&path, &printed).expect("the folder can be written to");
    }
    let expected = fs::read_to_string(&path).expect("`UPDATE_SNAPSHOTS=1` writes it");
    assert!(printed == expected, "{name} is printed otherwise than {} says:\n{printed}", path.display());
}

macro_rules! snapshots {
    ($($name:ident: $derive:ident;)+) => {$(
        #[test]
        fn $name() {
            check(stringify!($name), Derive::$derive);
        }
    )+};
}

snapshots! {
    every_rule: Pooled;
    generic: Pooled;
    marked_enum: Pooled;
    unmarked_enum: Reset;
    static_pool: Pooled;
    mistakes: Pooled;
}
