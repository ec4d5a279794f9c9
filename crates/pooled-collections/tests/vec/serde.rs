//! Serialising, and deserialising into spares.

use pooled_collections::ReuseVec;
use pooled_runtime::Reset;

use crate::in_place::read;
use crate::unlucky::Unlucky;

type Texts = ReuseVec<String>;

#[test]
fn there_and_back() {
    let vec = Texts::from(["a".to_string(), "b".to_string()]);
    let text = serde_json::to_string(&vec).unwrap();
    assert_eq!(text, r#"["a","b"]"#);
    assert_eq!(serde_json::from_str::<Texts>(&text).unwrap(), vec);
}

#[test]
fn in_place_of_what_was_there() {
    let mut vec = Texts::new();
    read(r#"["a", "b", "c"]"#, &mut vec).unwrap();
    let at = vec[0].as_ptr();
    read(r#"["d"]"#, &mut vec).unwrap();
    assert_eq!((&vec[..], vec.spares()), (&["d".to_string()][..], 2));
    assert_eq!(vec[0].as_ptr(), at);
}

#[test]
fn bad_input_leaves_a_clean_vector() {
    let mut vec = ReuseVec::<Texts>::new();
    let good = r#"[["a"], ["b", "c"]]"#;
    for end in 0..good.len() {
        read(good, &mut vec).unwrap();
        assert!(read(&good[..end], &mut vec).is_err());
        assert_eq!((vec.len(), vec.spares()), (0, 2), "after {}", &good[..end]);
        assert!(vec.add().is_empty() && vec.add().is_empty());
        vec.reset();
    }
    read(good, &mut vec).unwrap();
    assert!(read(r#"[["x"], ["y", 1]]"#, &mut vec).is_err());
    assert_eq!((vec.len(), vec.spares()), (0, 2));
    assert!(vec.add().is_empty() && vec.add().is_empty());
}

#[test]
fn a_panic_leaves_no_dirty_spare() {
    let mut vec = ReuseVec::<Unlucky>::new();
    read("[1, 2, 3]", &mut vec).unwrap();
    let result = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| read("[4, 13, 5]", &mut vec)));
    assert!(result.is_err());
    assert_eq!((vec.len(), vec.spares()), (1, 1), "the element that was half filled is lost");
    vec.clear();
    assert!((0..2).all(|_| vec.add().0 == 0));
}
