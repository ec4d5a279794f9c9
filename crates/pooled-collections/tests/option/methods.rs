//! What the examples in the documentation do not show.

use std::collections::{BTreeSet, HashSet};

use pooled_collections::{ReuseOption, ReuseVec};
use pooled_runtime::Reset;

#[test]
fn a_spare_is_not_seen() {
    let mut option = ReuseOption::some("text".to_string());
    option.clear();
    assert!(option.as_ref().is_none() && option.as_mut().is_none() && option.as_deref().is_none());
    assert_eq!(option, None);
    assert_eq!(None, option);
    assert_eq!(option, ReuseOption::none());
    assert_eq!(format!("{option:?}"), "None");
    assert_eq!(option.replace("new".to_string()), None);
    assert_eq!(format!("{option:?}"), r#"Some("new")"#);
    option.clear();
    assert_eq!((option.take(), option.spares()), (None, 1));
    assert_eq!(option.into_option(), None);
}

#[test]
fn converts() {
    assert_eq!(ReuseOption::from(Some(1)), ReuseOption::some(1));
    assert_eq!(ReuseOption::from(None::<u8>), None);
    let plain: Option<u8> = ReuseOption::some(1).into();
    assert_eq!(plain, Some(1));
    assert_eq!(ReuseOption::some(1).into_iter().next(), Some(1));
}

#[test]
fn a_clone_has_no_spare() {
    let mut option = ReuseOption::some("text".to_string());
    assert_eq!(option.clone(), option);
    option.clear();
    assert_eq!(option.clone().spares(), 0);
}

#[test]
fn compares_as_an_option() {
    let (none, one, two) = (ReuseOption::none(), ReuseOption::some(1), ReuseOption::some(2));
    assert!(none < one && one < two);
    assert_eq!(BTreeSet::from([two.clone(), none.clone(), one.clone()]).first(), Some(&none));
    assert_eq!(HashSet::from([one.clone(), two, one]).len(), 2);
}

#[test]
fn copies_reuse_the_value() {
    let source = "text".to_string();
    let mut option = ReuseOption::some(String::with_capacity(100));
    let at = option.as_deref().map(str::as_ptr);
    option.copy_from(Some(&source));
    option.copy_from(None);
    option.copy_from(Some(&source));
    assert_eq!(option.as_deref(), Some("text"));
    assert_eq!(option.as_deref().map(str::as_ptr), at);
}

#[test]
fn values_without_a_size() {
    let mut option = ReuseOption::some(());
    option.reset();
    assert_eq!((option.spares(), option.retained_bytes()), (1, 0));
}

#[test]
fn types_that_contain_each_other() {
    #[derive(Default)]
    struct Node {
        name: String,
        next: ReuseOption<Box<Node>>,
        others: ReuseVec<Node>,
    }

    impl Reset for Node {
        const __POOLED_KEEPS: bool = <ReuseOption<Box<Self>>>::__POOLED_KEEPS || <ReuseVec<Self>>::__POOLED_KEEPS;
        const __POOLED_QUIET: bool = <ReuseOption<Box<Self>>>::__POOLED_QUIET && <ReuseVec<Self>>::__POOLED_QUIET;

        fn reset(&mut self) {
            self.name.reset();
            self.next.reset();
            self.others.reset();
        }
    }

    const { assert!(Node::__POOLED_KEEPS && !Node::__POOLED_QUIET) };
    let mut node = Node::default();
    for _ in 0..2 {
        node.next.get_or_insert_clean().others.add().name.push('x');
        node.reset();
        assert_eq!((node.next.spares(), node.others.spares()), (1, 0));
    }
    assert_eq!(node.next.get_or_insert_clean().others.spares(), 1);
}
