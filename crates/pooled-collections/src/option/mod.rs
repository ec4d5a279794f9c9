//! [`ReuseOption`]: an option that keeps its value.
//!
//! # The map
//! | file | what it is |
//! |---|---|
//! | `leave` | how the value becomes a spare |
//! | `change` | what sets and removes the value |
//! | `bounds` | the reset: whether the spare is kept |
//! | `traits` | from and to `Option`, comparison, `Debug`, `Clone` |
//! | `serde` | serialises, and deserialises into the spare |

mod bounds;
mod change;
mod leave;
#[cfg(feature = "serde")]
mod serde;
mod traits;

use core::ops::Deref;

/// An option that keeps its value for reuse.
///
/// It is used as an `Option`. But a value that leaves is reset and kept as a *spare*: [`clear`](Self::clear) frees
/// nothing. [`insert_clean`](Self::insert_clean) and [`get_or_insert_clean`](Self::get_or_insert_clean) make use of the
/// spare. So an option that is set again and again allocates nothing once it is warm.
///
/// ```
/// use pooled_types::ReuseOption;
///
/// let mut name: ReuseOption<String> = ReuseOption::none();
/// for _request in 0..3 {
///     name.insert_clean().push_str("Ada");
///     assert_eq!(name, Some("Ada".to_string()));
///     name.clear();
///     assert!(name.is_none());
/// }
/// assert_eq!(name.spares(), 1);
/// ```
///
/// To match its value, use [`as_ref`](Self::as_ref), [`as_mut`](Self::as_mut) or [`as_deref`](Self::as_deref): they
/// give an `Option`, which has the other methods.
///
/// # What is kept
/// A reset ([`Reset::reset`](pooled_runtime::Reset::reset), which a pool calls) keeps a spare that owns at most 64 KiB
/// ([`KEPT_BYTES`](pooled_runtime::reset::KEPT_BYTES)).
/// [`reset_within_bytes`](pooled_runtime::ResetWithinBytes::reset_within_bytes), which the field rule `max_bytes = N`
/// calls, takes another limit. A spare that owns more than 4 KiB
/// ([`NOTICED_BYTES`](pooled_runtime::reset::NOTICED_BYTES)) goes at a reset if neither of the last two uses needed it.
/// A use is all from one reset to the next. In a pool it goes when two of its intervals did not need it.
/// [`clear`](Self::clear) keeps everything.
///
/// # Panics
/// A panic in the reset or in the drop of the value passes through. A value whose reset panics is lost.
///
/// # Secrets
/// The rule `zeroize` of the value runs when it leaves, as part of its reset, and before a spare is dropped. A value
/// that is given out, as by [`take`](Self::take), leaves a copy in memory. A value in an option that is dropped outside
/// of a pool is dropped as it is.
pub struct ReuseOption<T> {
    /// The value, or a clean spare.
    value: Option<T>,
    /// Whether `value` is the value. Then there is one.
    is_some: bool,
    /// Whether there was a value since the last reset. It is brought up to date when the value leaves.
    is_used: bool,
    /// The same of the use before.
    was_used: bool,
}

impl<T> ReuseOption<T> {
    /// No value, and no spare.
    ///
    /// ```
    /// assert!(pooled_types::ReuseOption::<String>::none().is_none());
    /// ```
    #[must_use]
    pub const fn none() -> Self {
        Self { value: None, is_some: false, is_used: false, was_used: false }
    }

    /// A value.
    ///
    /// ```
    /// assert_eq!(pooled_types::ReuseOption::some(1), Some(1));
    /// ```
    #[must_use]
    pub const fn some(value: T) -> Self {
        Self { value: Some(value), is_some: true, is_used: false, was_used: false }
    }

    /// Whether there is a value.
    ///
    /// ```
    /// assert!(pooled_types::ReuseOption::some(1).is_some());
    /// ```
    #[must_use]
    #[inline]
    pub const fn is_some(&self) -> bool {
        self.is_some
    }

    /// Whether there is no value.
    ///
    /// ```
    /// let mut option = pooled_types::ReuseOption::some(1);
    /// option.clear();
    /// assert!(option.is_none());
    /// ```
    #[must_use]
    #[inline]
    pub const fn is_none(&self) -> bool {
        !self.is_some
    }

    /// The number of spares: 1 if there was a value, which waits for the next use, else 0.
    ///
    /// ```
    /// let mut option = pooled_types::ReuseOption::some(1);
    /// assert_eq!(option.spares(), 0);
    /// option.clear();
    /// assert_eq!(option.spares(), 1);
    /// ```
    #[must_use]
    pub const fn spares(&self) -> usize {
        (!self.is_some && self.value.is_some()) as usize
    }

    /// The value, if there is one.
    ///
    /// ```
    /// let option = pooled_types::ReuseOption::some(1);
    /// assert_eq!(option.as_ref(), Some(&1));
    /// ```
    #[must_use]
    #[inline]
    pub const fn as_ref(&self) -> Option<&T> {
        if self.is_some { self.value.as_ref() } else { None }
    }

    /// The value, if there is one, to change it.
    ///
    /// ```
    /// let mut option = pooled_types::ReuseOption::some(1);
    /// if let Some(number) = option.as_mut() {
    ///     *number += 1;
    /// }
    /// assert_eq!(option, Some(2));
    /// ```
    #[inline]
    pub const fn as_mut(&mut self) -> Option<&mut T> {
        if self.is_some { self.value.as_mut() } else { None }
    }

    /// What the value derefs to, if there is one.
    ///
    /// ```
    /// let option = pooled_types::ReuseOption::some("text".to_string());
    /// assert_eq!(option.as_deref(), Some("text"));
    /// ```
    #[must_use]
    #[inline]
    pub fn as_deref(&self) -> Option<&T::Target>
    where
        T: Deref,
    {
        self.as_ref().map(Deref::deref)
    }
}
