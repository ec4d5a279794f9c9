//! What sets and removes the value.

use core::mem::replace;

use pooled_runtime::Reset;
use pooled_runtime::reset::Nobody;

use super::ReuseOption;

impl<T: Reset> ReuseOption<T> {
    /// Removes the value. It is reset and kept as a spare.
    ///
    /// It frees nothing, however much the value keeps. A [`reset`](Reset::reset) has a limit.
    ///
    /// ```
    /// let mut option = pooled_types::ReuseOption::some("text".to_string());
    /// option.clear();
    /// assert!(option.is_none());
    /// assert_eq!(option.spares(), 1);
    /// ```
    #[inline]
    pub fn clear(&mut self) {
        self.leave::<Nobody>();
    }

    /// Sets a clean value: the one that there is, which is reset, or the spare, or `T::default()`.
    ///
    /// For a type whose reset gives something else than its default, those differ.
    ///
    /// ```
    /// let mut option = pooled_types::ReuseOption::some("text".to_string());
    /// let reused = option.insert_clean();
    /// assert!(reused.is_empty() && reused.capacity() >= 4);
    /// ```
    #[inline]
    pub fn insert_clean(&mut self) -> &mut T
    where
        T: Default,
    {
        self.clear();
        self.get_or_insert_clean()
    }

    /// Sets a value and returns it.
    ///
    /// A value that comes from outside takes the place of the one that there is, or of the spare, which is dropped.
    /// Prefer [`insert_clean`](Self::insert_clean), which reuses it.
    ///
    /// ```
    /// let mut option = pooled_types::ReuseOption::none();
    /// *option.insert(1) += 1;
    /// assert_eq!(option, Some(2));
    /// ```
    pub fn insert(&mut self, value: T) -> &mut T {
        if let Some(old) = &mut self.value {
            old.__pooled_wipe(true);
        }
        let old = self.value.take();
        self.is_some = true;
        let new = self.value.insert(value);
        drop(old);
        new
    }

    /// Sets a value and returns the one that there was, which is not reset. A spare is dropped.
    ///
    /// ```
    /// let mut option = pooled_types::ReuseOption::some(1);
    /// assert_eq!(option.replace(2), Some(1));
    /// assert_eq!(option, Some(2));
    /// ```
    pub fn replace(&mut self, value: T) -> Option<T> {
        let old = self.take();
        self.insert(value);
        old
    }

    /// Makes the option equal to another one. The value is written into the one that there is, or into the spare, by
    /// `clone_from`.
    ///
    /// If the copy panics, the value may be half written.
    ///
    /// ```
    /// let mut option = pooled_types::ReuseOption::none();
    /// for text in [Some("a".to_string()), None, Some("b".to_string())] {
    ///     option.copy_from(text.as_ref());
    ///     assert_eq!(option, text);
    /// }
    /// ```
    pub fn copy_from(&mut self, source: Option<&T>)
    where
        T: Clone,
    {
        let Some(source) = source else { return self.clear() };
        if let Some(value) = &mut self.value {
            self.is_some = true;
            value.clone_from(source);
        } else {
            self.value = Some(source.clone());
            self.is_some = true;
        }
    }
}

impl<T> ReuseOption<T> {
    /// The value that there is. If there is none, it sets a clean one: the spare, or `T::default()`.
    ///
    /// ```
    /// let mut option = pooled_types::ReuseOption::none();
    /// *option.get_or_insert_clean() += 1;
    /// *option.get_or_insert_clean() += 1;
    /// assert_eq!(option, Some(2));
    /// ```
    #[inline]
    pub fn get_or_insert_clean(&mut self) -> &mut T
    where
        T: Default,
    {
        self.get_or_insert_with(T::default)
    }

    /// The value that there is. If there is none, it sets a clean one: the spare, or what `make` returns.
    ///
    /// ```
    /// let mut option = pooled_types::ReuseOption::none();
    /// option.get_or_insert_with(|| String::with_capacity(1000)).push_str("text");
    /// option.clear();
    /// assert!(option.get_or_insert_with(|| unreachable!("there is a spare")).capacity() >= 1000);
    /// ```
    #[inline]
    pub fn get_or_insert_with(&mut self, make: impl FnOnce() -> T) -> &mut T {
        let value = self.value.get_or_insert_with(make);
        self.is_some = true;
        value
    }

    /// Removes the value and returns it. It is not reset.
    ///
    /// The option has nothing to reuse then, so the next value is made anew. [`clear`](Self::clear) keeps the value.
    ///
    /// ```
    /// let mut option = pooled_types::ReuseOption::some(1);
    /// assert_eq!(option.take(), Some(1));
    /// assert_eq!(option.take(), None);
    /// assert_eq!(option.spares(), 0);
    /// ```
    pub fn take(&mut self) -> Option<T> {
        self.note_use();
        if replace(&mut self.is_some, false) { self.value.take() } else { None }
    }

    /// The value as an `Option`. A spare is dropped.
    ///
    /// ```
    /// assert_eq!(pooled_types::ReuseOption::some(1).into_option(), Some(1));
    /// ```
    #[must_use]
    pub fn into_option(mut self) -> Option<T> {
        self.take()
    }
}
