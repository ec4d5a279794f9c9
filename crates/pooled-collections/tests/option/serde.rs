//! Serialising, and deserialising into the spare.

use pooled_collections::ReuseOption;
use serde::Deserialize;

use crate::in_place::read;

#[test]
fn there_and_back() {
    for option in [ReuseOption::none(), ReuseOption::some("text".to_string())] {
        let text = serde_json::to_string(&option).unwrap();
        assert_eq!(text, serde_json::to_string(&option.clone().into_option()).unwrap());
        assert_eq!(serde_json::from_str::<ReuseOption<String>>(&text).unwrap(), option);
    }
}

#[test]
fn a_missing_field_is_none() {
    #[derive(Deserialize)]
    struct Record {
        name: ReuseOption<String>,
    }

    assert_eq!(serde_json::from_str::<Record>("{}").unwrap().name, None);
    assert_eq!(serde_json::from_str::<Record>(r#"{"name": "a"}"#).unwrap().name, Some("a".to_string()));
}

#[test]
fn in_place_of_what_was_there() {
    let mut option = ReuseOption::<String>::none();
    read(r#""text""#, &mut option).unwrap();
    let at = option.as_deref().map(str::as_ptr);
    for text in ["null", r#""new""#, r#""next""#] {
        read(text, &mut option).unwrap();
        assert_eq!(option.is_none(), text == "null");
        assert!(option.is_none() || option.as_deref().map(str::as_ptr) == at);
    }
    assert_eq!(option, Some("next".to_string()));
}

#[test]
fn bad_input_leaves_a_clean_spare() {
    let mut option = ReuseOption::<Vec<u8>>::some(vec![9]);
    assert!(read("[1, 2, true]", &mut option).is_err());
    assert_eq!((option.is_none(), option.spares()), (true, 1));
    assert!(option.get_or_insert_clean().is_empty());
    let mut option = ReuseOption::<Vec<u8>>::none();
    assert!(read("[1, 2, true]", &mut option).is_err());
    assert_eq!((option.is_none(), option.spares()), (true, 0));
}
