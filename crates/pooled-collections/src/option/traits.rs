//! From and to `Option`, comparison, `Debug`, `Clone`.

use core::cmp::Ordering;
use core::fmt;
use core::hash::{Hash, Hasher};
use core::option;

use super::ReuseOption;

impl<T> From<Option<T>> for ReuseOption<T> {
    fn from(value: Option<T>) -> Self {
        Self { is_some: value.is_some(), value, is_used: false, was_used: false }
    }
}

impl<T> From<ReuseOption<T>> for Option<T> {
    /// A spare is dropped.
    fn from(option: ReuseOption<T>) -> Self {
        option.into_option()
    }
}

impl<T> IntoIterator for ReuseOption<T> {
    type Item = T;
    type IntoIter = option::IntoIter<T>;

    /// A spare is dropped first.
    fn into_iter(self) -> option::IntoIter<T> {
        self.into_option().into_iter()
    }
}

impl<T> Default for ReuseOption<T> {
    fn default() -> Self {
        Self::none()
    }
}

impl<T: Clone> Clone for ReuseOption<T> {
    /// The copy has no spare. [`copy_from`](ReuseOption::copy_from) makes use of the one that an option has.
    fn clone(&self) -> Self {
        self.as_ref().cloned().into()
    }
}

impl<T: fmt::Debug> fmt::Debug for ReuseOption<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.as_ref().fmt(f)
    }
}

impl<T: PartialEq> PartialEq for ReuseOption<T> {
    fn eq(&self, other: &Self) -> bool {
        self.as_ref() == other.as_ref()
    }
}

impl<T: PartialEq> PartialEq<Option<T>> for ReuseOption<T> {
    fn eq(&self, other: &Option<T>) -> bool {
        self.as_ref() == other.as_ref()
    }
}

impl<T: PartialEq> PartialEq<ReuseOption<T>> for Option<T> {
    fn eq(&self, other: &ReuseOption<T>) -> bool {
        self.as_ref() == other.as_ref()
    }
}

impl<T: Eq> Eq for ReuseOption<T> {}

impl<T: PartialOrd> PartialOrd for ReuseOption<T> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        self.as_ref().partial_cmp(&other.as_ref())
    }
}

impl<T: Ord> Ord for ReuseOption<T> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.as_ref().cmp(&other.as_ref())
    }
}

impl<T: Hash> Hash for ReuseOption<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.as_ref().hash(state);
    }
}
