//! What the derives print for a handful of types, compared with files that are read in review.
//!
//! `UPDATE_SNAPSHOTS=1 cargo test -p pooled-derive` writes the files anew.

use std::path::Path;
use std::{env, fs};

use proc_macro2::{Group, TokenStream, TokenTree};
use quote::quote;
use syn::DeriveInput;

use crate::derive::Derive;
use crate::driver;

/// Compares what is printed for `tests/expand/NAME.rs` with `tests/expand/NAME.expanded.rs`.
fn check(name: &str, of: Derive) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/expand");
    let source = fs::read_to_string(folder.join(format!("{name}.rs"))).expect("the snapshot has a source");
    let input: DeriveInput = syn::parse_str(&source).expect("the source is an item");
    let file = syn::parse2(show_std_only(driver::run(&input, of))).expect("what is printed are items");
    let printed = prettyplease::unparse(&file);
    let path = folder.join(format!("{name}.expanded.rs"));
    if env::var_os("UPDATE_SNAPSHOTS").is_some() {
        fs::write(&path, &printed).expect("the folder can be written to");
    }
    let expected = fs::read_to_string(&path).expect("`UPDATE_SNAPSHOTS=1` writes it");
    assert!(printed == expected, "{name} is printed otherwise than {} says:\n{printed}", path.display());
}

/// Shows the items in `std_only! { ... }` as a module of that name, because the input of a macro is not formatted.
fn show_std_only(tokens: TokenStream) -> TokenStream {
    let mut shown: Vec<TokenTree> = Vec::new();
    for token in tokens {
        match token {
            TokenTree::Group(group) => {
                let inner = Group::new(group.delimiter(), show_std_only(group.stream()));
                let is_std_only = matches!(&shown[..], [.., TokenTree::Ident(name), TokenTree::Punct(bang)]
                    if name == "std_only" && bang.as_char() == '!');
                if is_std_only {
                    let path = shown.iter().rposition(|token| matches!(token, TokenTree::Group(_)));
                    shown.truncate(path.map_or(0, |at| at + 1));
                    shown.extend(quote!(mod std_only));
                }
                shown.push(inner.into());
            }
            other => shown.push(other),
        }
    }
    shown.into_iter().collect()
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
    tagged_enum: Reset;
    static_pool: Pooled;
    mistakes: Pooled;
    quoted_facade: Reset;
    unknown_facade: Pooled;
}
