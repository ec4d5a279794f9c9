//! Writes each record twice.

/// Records for a document, in a module `fresh` with the containers of the standard library, and in a module `pooled`
/// with those that keep their elements. A field is a `List`, a `Map` or a `Maybe` of something. What is in `[…]` before
/// a field is a rule of the pooled one.
macro_rules! records {
    ($(struct $name:ident { $($([$($rule:tt)+])? $field:ident: $type:ty,)+ })+) => {
        #[allow(unused_imports, reason = "not every document has all of them")]
        pub mod fresh {
            use std::collections::HashMap as Map;
            use std::option::Option as Maybe;
            use std::vec::Vec as List;

            use serde_derive::Deserialize;

            $(
                #[derive(Deserialize)]
                pub struct $name {
                    $(pub $field: $type,)+
                }
            )+
        }

        #[allow(unused_imports, reason = "not every document has all of them")]
        pub mod pooled {
            use pooled_types::{Pooled, ReuseMap as Map, ReuseOption as Maybe, ReuseVec as List};
            use serde_derive::Deserialize;

            $(
                #[derive(Pooled, Deserialize, Default)]
                pub struct $name {
                    $($(#[pooled($($rule)+)])? pub $field: $type,)+
                }
            )+
        }
    };
}

pub(crate) use records;
