//! How the value becomes a spare.

use pooled_runtime::Reset;
use pooled_runtime::reset::Observer;

use super::ReuseOption;

impl<T> ReuseOption<T> {
    /// Notes whether there is a value. It is called before it leaves, and at the end of a use.
    #[inline]
    pub(super) fn note_use(&mut self) {
        self.is_used |= self.is_some;
    }
}

impl<T: Reset> ReuseOption<T> {
    /// Resets the value. It becomes a spare.
    #[inline]
    pub(super) fn leave<O: Observer>(&mut self) {
        self.note_use();
        let leaving = Leaving(self);
        if let Some(value) = leaving.0.as_mut() {
            value.__pooled_reset::<O>();
            leaving.0.is_some = false;
        }
    }
}

/// A value on its way out. If its reset panics, it is lost when this is dropped.
struct Leaving<'a, T>(&'a mut ReuseOption<T>);

impl<T> Drop for Leaving<'_, T> {
    #[inline]
    fn drop(&mut self) {
        if self.0.is_some {
            self.0.is_some = false;
            self.0.value = None;
        }
    }
}
