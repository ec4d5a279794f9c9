//! Pooled types that have a list, for code that is the same for all of them.

use pooled_types::Pooled;

pub(crate) trait Listed: Pooled + Default {
    fn list(&mut self) -> &mut Vec<u8>;
}

/// Implements it for types with a field `list`.
macro_rules! listed {
    ($($type:ty),*) => {
        $(impl Listed for $type {
            fn list(&mut self) -> &mut Vec<u8> {
                &mut self.list
            }
        })*
    };
}
pub(crate) use listed;
