//! Serialising, and deserialising into spares.

use pooled_collections::ReuseVec;
use pooled_runtime::Reset;
use serde::Deserialize;

use crate::in_place::read;

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
    /// Reads a number. It panics at 13.
    #[derive(Debug, Default)]
    struct Unlucky(u8);

    impl Reset for Unlucky {
        fn reset(&mut self) {
            self.0 = 0;
        }
    }

    impl<'de> Deserialize<'de> for Unlucky {
        fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            u8::deserialize(deserializer).map(Self)
        }

        fn deserialize_in_place<D: serde::Deserializer<'de>>(
            deserializer: D,
            place: &mut Self,
        ) -> Result<(), D::Error> {
            place.0 = u8::deserialize(deserializer)?;
            assert_ne!(place.0, 13);
            Ok(())
        }
    }

    let mut vec = ReuseVec::<Unlucky>::new();
    read("[1, 2, 3]", &mut vec).unwrap();
    let result = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| read("[4, 13, 5]", &mut vec)));
    assert!(result.is_err());
    vec.clear();
    assert_eq!(vec.spares(), 3);
    assert!((0..3).all(|_| vec.add().0 == 0));
}
