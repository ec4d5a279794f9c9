//! What adds elements.

use core::mem;

use pooled_runtime::Reset;

use super::ReuseVec;

impl<T> ReuseVec<T> {
    /// Adds a clean element at the end: a spare, or `T::default()` if there is no spare.
    ///
    /// For a type whose reset gives something else than its default, those two differ.
    ///
    /// ```
    /// let mut vec = pooled_types::ReuseVec::<String>::new();
    /// vec.add().push_str("text");
    /// vec.clear();
    /// let reused = vec.add();
    /// assert!(reused.is_empty() && reused.capacity() >= 4);
    /// ```
    #[inline]
    pub fn add(&mut self) -> &mut T
    where
        T: Default,
    {
        self.add_with(T::default)
    }

    /// Adds a clean element at the end: a spare, or what `make` returns if there is no spare.
    ///
    /// ```
    /// let mut vec = pooled_types::ReuseVec::new();
    /// vec.add_with(|| String::with_capacity(1000)).push_str("text");
    /// vec.clear();
    /// assert!(vec.add_with(|| unreachable!("there is a spare")).capacity() >= 1000);
    /// ```
    #[inline]
    pub fn add_with(&mut self, make: impl FnOnce() -> T) -> &mut T {
        let at = self.live;
        if at == self.items.len() {
            self.items.push(make());
        }
        self.live = at + 1;
        &mut self.items[at]
    }
}

impl<T: Reset> ReuseVec<T> {
    /// Adds a value at the end.
    ///
    /// A value that comes from outside takes the place of a spare, which is dropped. So a vector never owns more
    /// elements than were in it at a time. Prefer [`add`](Self::add), which reuses the spare.
    ///
    /// ```
    /// let mut vec = pooled_types::ReuseVec::from(["a"]);
    /// vec.clear();
    /// vec.push("b");
    /// assert_eq!(vec, ["b"]);
    /// assert_eq!(vec.spares(), 0);
    /// ```
    #[inline]
    pub fn push(&mut self, value: T) {
        drop(self.place(value));
    }

    /// Puts a value at `index`, and shifts all that follow. It takes the place of a spare, as in [`push`](Self::push).
    ///
    /// # Panics
    /// If `index` is larger than the length.
    ///
    /// ```
    /// let mut vec = pooled_types::ReuseVec::from(["a", "c"]);
    /// vec.insert(1, "b");
    /// assert_eq!(vec, ["a", "b", "c"]);
    /// ```
    pub fn insert(&mut self, index: usize, value: T) {
        let len = self.live;
        assert!(index <= len, "the index to insert at (is {index}) should be <= the length (is {len})");
        let spare = self.place(value);
        self.as_mut_slice()[index..].rotate_right(1);
        drop(spare);
    }

    /// Adds a clean element at `index`, and shifts all that follow. It is a spare, or `T::default()`.
    ///
    /// # Panics
    /// If `index` is larger than the length.
    ///
    /// ```
    /// let mut vec = pooled_types::ReuseVec::from(["b".to_string()]);
    /// vec.add_at(0).push('a');
    /// assert_eq!(vec, ["a", "b"]);
    /// ```
    pub fn add_at(&mut self, index: usize) -> &mut T
    where
        T: Default,
    {
        let len = self.live;
        assert!(index <= len, "the index to add at (is {index}) should be <= the length (is {len})");
        self.add();
        self.as_mut_slice()[index..].rotate_right(1);
        &mut self.items[index]
    }

    /// Makes the length `len`: adds clean elements, as [`add`](Self::add) does, or removes the last ones.
    ///
    /// ```
    /// let mut vec = pooled_types::ReuseVec::from([1, 2, 3]);
    /// vec.resize_clean(1);
    /// vec.resize_clean(3);
    /// assert_eq!(vec, [1, 0, 0]);
    /// ```
    pub fn resize_clean(&mut self, len: usize)
    where
        T: Default,
    {
        self.truncate(len);
        self.reserve(len - self.live);
        while self.live < len {
            self.add();
        }
    }

    /// Adds copies of the elements of a slice. They are written into spares, by `clone_from`.
    ///
    /// If a copy panics, the elements before it stay in the vector, and that one, which may be half written.
    ///
    /// ```
    /// let mut vec = pooled_types::ReuseVec::<String>::new();
    /// for _ in 0..3 {
    ///     vec.extend_from_slice(&["a".to_string(), "b".to_string()]);
    ///     assert_eq!(vec, ["a", "b"]);
    ///     vec.clear();
    /// }
    /// ```
    pub fn extend_from_slice(&mut self, source: &[T])
    where
        T: Clone,
    {
        self.reserve(source.len());
        for element in source {
            if let Some(spare) = self.items.get_mut(self.live) {
                self.live += 1;
                spare.clone_from(element);
            } else {
                self.items.push(element.clone());
                self.live += 1;
            }
        }
    }

    /// Makes the vector equal to a slice. Its elements are written into those that it has, by `clone_from`.
    ///
    /// ```
    /// let mut vec = pooled_types::ReuseVec::from(["x".to_string()]);
    /// vec.copy_from(&["a".to_string(), "b".to_string()]);
    /// assert_eq!(vec, ["a", "b"]);
    /// ```
    pub fn copy_from(&mut self, source: &[T])
    where
        T: Clone,
    {
        self.clear();
        self.extend_from_slice(source);
    }

    /// Moves all elements of another vector to the end of this one. The other one keeps its spares.
    ///
    /// ```
    /// use pooled_types::ReuseVec;
    ///
    /// let (mut all, mut more) = (ReuseVec::from([1]), ReuseVec::from([2, 3]));
    /// all.append(&mut more);
    /// assert_eq!(all, [1, 2, 3]);
    /// assert!(more.is_empty());
    /// ```
    pub fn append(&mut self, other: &mut Self) {
        self.extend(other.drain(..));
    }

    /// Puts a value behind the live elements. Returns the spare that was there, with its secrets wiped.
    pub(crate) fn place(&mut self, value: T) -> Option<T> {
        let spare = if let Some(spare) = self.items.get_mut(self.live) {
            spare.__pooled_wipe(true);
            Some(mem::replace(spare, value))
        } else {
            self.items.push(value);
            None
        };
        self.live += 1;
        spare
    }
}
