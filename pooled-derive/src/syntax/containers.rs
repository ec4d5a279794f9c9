//! What a type does with its parts on a reset, as far as its name tells.

use syn::{GenericArgument, PathArguments, Type};

use super::types::only_scalars;

/// Types without parts, or whose parts are nobody's secret.
const PLAIN: &[&str] = &["String", "OsString", "PathBuf", "ArrayString", "BytesMut", "Bump", "Duration", "PhantomData"];

/// Containers that a reset empties, with the number of their parts: what is in them is dropped without a reset.
const EMPTIED: &[(&str, usize)] = &[
    ("Option", 1),
    ("Vec", 1),
    ("VecDeque", 1),
    ("BinaryHeap", 1),
    ("LinkedList", 1),
    ("BTreeSet", 1),
    ("BTreeMap", 2),
    ("HashSet", 1),
    ("HashMap", 2),
    ("IndexSet", 1),
    ("IndexMap", 2),
    ("ArrayVec", 1),
    ("SmallVec", 1),
    ("OnceCell", 1),
    ("OnceLock", 1),
];

/// Types whose content is reset in place.
const IN_PLACE: &[&str] = &[
    "Box",
    "Cell",
    "RefCell",
    "Mutex",
    "RwLock",
    "Cursor",
    "Wrapping",
    "Saturating",
    "ReuseVec",
    "ReuseMap",
    "ReuseOption",
];

/// Handles: also where one is dropped, its object is reset.
const HANDLES: &[&str] = &["PoolBox", "PoolArc"];

/// What a reset does with the parts of a type.
enum Parts<'a> {
    None,
    Dropped(Vec<&'a Type>),
    InPlace(Vec<&'a Type>),
    Handle(Vec<&'a Type>),
    /// The type is not known by its name.
    Unknown,
}

fn parts(ty: &Type) -> Parts<'_> {
    match ty {
        _ if only_scalars(ty) => Parts::None,
        Type::Array(array) => Parts::InPlace(vec![&array.elem]),
        Type::Slice(slice) => Parts::InPlace(vec![&slice.elem]),
        Type::Tuple(tuple) => Parts::InPlace(tuple.elems.iter().collect()),
        Type::Group(group) => parts(&group.elem),
        Type::Paren(paren) => parts(&paren.elem),
        Type::Path(path) => {
            let Some(last) = path.path.segments.last().filter(|_| path.qself.is_none()) else { return Parts::Unknown };
            let is = |names: &[&str]| names.iter().any(|name| last.ident == name);
            let arguments = || type_arguments(&last.arguments);
            if is(PLAIN) {
                Parts::None
            } else if let Some((_, count)) = EMPTIED.iter().find(|(name, _)| last.ident == name) {
                Parts::Dropped(arguments().take(*count).collect())
            } else if is(IN_PLACE) {
                Parts::InPlace(arguments().collect())
            } else if is(HANDLES) {
                Parts::Handle(arguments().collect())
            } else {
                Parts::Unknown
            }
        }
        _ => Parts::Unknown,
    }
}

fn type_arguments(arguments: &PathArguments) -> impl Iterator<Item = &Type> {
    let list = if let PathArguments::AngleBracketed(list) = arguments { Some(&list.args) } else { None };
    list.into_iter().flatten().filter_map(
        |argument| {
            if let GenericArgument::Type(ty) = argument { Some(ty) } else { None }
        },
    )
}

/// Whether a value that was reset may have parts with secrets in it: not if all its parts are known, or dropped.
pub(crate) fn may_have_secrets(ty: &Type) -> bool {
    match parts(ty) {
        Parts::None | Parts::Dropped(_) => false,
        Parts::InPlace(parts) | Parts::Handle(parts) => parts.into_iter().any(may_have_secrets),
        Parts::Unknown => true,
    }
}

/// Whether the rule `zeroize` runs no code of users on a value that was reset.
pub(crate) fn is_wiped_without_users(ty: &Type) -> bool {
    match parts(ty) {
        Parts::None => true,
        Parts::Dropped(parts) => parts.into_iter().all(is_wiped_without_users),
        Parts::InPlace(_) | Parts::Handle(_) | Parts::Unknown => false,
    }
}

/// The parts of `ty` that a reset drops, those of parts included.
pub(crate) fn dropped_parts(ty: &Type) -> Vec<&Type> {
    let mut dropped = Vec::new();
    collect(ty, false, &mut dropped);
    dropped
}

/// Adds the parts of `ty` that a reset drops; `ty` itself, if it `is_dropped` and not known by its name.
fn collect<'a>(ty: &'a Type, is_dropped: bool, dropped: &mut Vec<&'a Type>) {
    let (parts, are_dropped) = match parts(ty) {
        Parts::None => return,
        Parts::Dropped(parts) => (parts, true),
        Parts::InPlace(parts) => (parts, is_dropped),
        Parts::Handle(parts) => (parts, false),
        Parts::Unknown => {
            dropped.extend(is_dropped.then_some(ty));
            return;
        }
    };
    for part in parts {
        collect(part, are_dropped, dropped);
    }
}

/// Containers with a place for their elements in themselves: they own no memory beside what the elements own.
const WITHIN: &[&str] = &["Option", "ArrayVec", "OnceCell", "OnceLock"];

/// The parts of `ty` that a reset drops, and that may own memory: a `Vec<(u32, String)>` drops strings. Handles of
/// pools are not among them.
pub(crate) fn freed_parts(ty: &Type) -> Vec<&Type> {
    let mut freed = Vec::new();
    collect_freed(ty, false, &mut freed);
    freed
}

fn collect_freed<'a>(ty: &'a Type, is_dropped: bool, freed: &mut Vec<&'a Type>) {
    let (parts, are_dropped) = match parts(ty) {
        _ if only_scalars(ty) => return,
        Parts::Dropped(parts) if !is_dropped || is_named(ty, WITHIN) => (parts, true),
        Parts::InPlace(parts) if !is_dropped || !is_named(ty, &["Box"]) => (parts, is_dropped),
        Parts::Handle(parts) => (parts, false),
        Parts::None | Parts::Dropped(_) | Parts::InPlace(_) | Parts::Unknown => {
            freed.extend(is_dropped.then_some(ty));
            return;
        }
    };
    for part in parts {
        collect_freed(part, are_dropped, freed);
    }
}

/// Whether the last name of a path is one of these.
fn is_named(ty: &Type, names: &[&str]) -> bool {
    let Type::Path(path) = ty else { return false };
    path.path.segments.last().is_some_and(|last| names.iter().any(|name| last.ident == name))
}

#[cfg(test)]
mod tests {
    use quote::ToTokens;
    use syn::{Type, parse_quote};

    use super::{dropped_parts, freed_parts, may_have_secrets};

    fn dropped(ty: &Type) -> String {
        dropped_parts(ty).iter().map(|part| part.to_token_stream().to_string()).collect::<Vec<_>>().join(", ")
    }

    #[test]
    fn what_is_freed_is_found() {
        for (ty, parts) in [
            (parse_quote!(Vec<String>), "String"),
            (parse_quote!(Vec<u8>), ""),
            (parse_quote!(std::collections::HashMap<(u8, String), Inner, Hasher>), "String, Inner"),
            (parse_quote!(Option<Vec<u8>>), "Vec < u8 >"),
            (parse_quote!(Vec<Option<String>>), "String"),
            (parse_quote!(Vec<Option<PoolBox<Inner>>>), ""),
            (parse_quote!(Vec<Vec<PoolBox<Inner>>>), "Vec < PoolBox < Inner > >"),
            (parse_quote!(PoolBox<Vec<String>>), "String"),
            (parse_quote!(Vec<PoolBox<Inner>>), ""),
            (parse_quote!(Vec<Box<[u8]>>), "Box < [u8] >"),
            (parse_quote!((Box<Inner>, [String; 2], RefCell<Inner>)), ""),
        ] {
            let found: Vec<_> = freed_parts(&ty).iter().map(|part| part.to_token_stream().to_string()).collect();
            assert_eq!(found.join(", "), parts);
        }
    }

    #[test]
    fn what_is_dropped_is_found() {
        for (ty, parts) in [
            (parse_quote!(Vec<Inner>), "Inner"),
            (parse_quote!(std::collections::HashMap<Key, Option<Inner>, Hasher>), "Key, Inner"),
            (parse_quote!(Mutex<(u8, [Option<Box<Inner>>; 2])>), "Inner"),
            (parse_quote!(ArrayVec<Inner, LEN>), "Inner"),
            (parse_quote!(PoolBox<Vec<Inner>>), "Inner"),
            (parse_quote!(Vec<PoolBox<Inner>>), ""),
            (parse_quote!(Option<PoolArc<Inner>>), ""),
            (parse_quote!((Box<Inner>, [Inner; 2], RefCell<Inner>)), ""),
            (parse_quote!(Vec<(u8, String)>), ""),
            (parse_quote!((ReuseVec<Inner>, ReuseMap<Key, Inner>, ReuseOption<Inner>)), ""),
            (parse_quote!(Vec<ReuseVec<Inner>>), "Inner"),
        ] {
            assert_eq!(dropped(&ty), parts);
        }
    }

    #[test]
    fn what_is_known_has_no_secrets() {
        for ty in [parse_quote!(Vec<Inner>), parse_quote!(Mutex<(u8, String)>), parse_quote!(PoolBox<Vec<u8>>)] {
            assert!(!may_have_secrets(&ty));
        }
        for ty in
            [parse_quote!(T), parse_quote!([Inner; 2]), parse_quote!(Box<(u8, Inner)>), parse_quote!(ReuseVec<Inner>)]
        {
            assert!(may_have_secrets(&ty));
        }
    }
}
