//! The list of `smallvec`: it has capacity only if its elements do not fit in its array.

use alloc::vec::Vec;
use core::mem::needs_drop;

use smallvec::{Array, SmallVec};

use crate::reset::capacity::fit_in_list;
use crate::reset::container::{Container, reset_within};
use crate::reset::{
    KEPT_BYTES, NOTICED_BYTES, Observer, Reset, ResetWithin, reset_unobserved, reset_within_unobserved,
};

impl<A: Array> Container for SmallVec<A> {
    const EACH: usize = size_of::<A::Item>();
    const KEPT: usize = fit_in_list::<A::Item>(KEPT_BYTES);
    const NOTICED: usize = fit_in_list::<A::Item>(NOTICED_BYTES);
    const HIDES_CAPACITY: bool = false;

    #[inline]
    fn len(&self) -> usize {
        self.len()
    }

    /// Its array is no capacity that could be freed.
    #[inline]
    fn capacity(&self) -> usize {
        if self.spilled() { self.capacity() } else { 0 }
    }

    #[inline]
    fn empty(&mut self) {
        self.clear();
    }

    fn shrink_to(&mut self, capacity: usize) {
        if Container::capacity(self) <= capacity {
            return;
        }
        if !self.is_empty() {
            return self.grow(capacity.max(self.len()));
        }
        *self = Self::new();
        let mut list = Vec::new();
        // If there is no memory, its array is all that stays.
        if capacity > self.inline_size() && list.try_reserve_exact(capacity).is_ok() {
            *self = Self::from_vec(list);
        }
    }
}

#[diagnostic::do_not_recommend]
impl<A: Array> Reset for SmallVec<A> {
    const __POOLED_QUIET: bool = !needs_drop::<A::Item>();

    reset_unobserved!();

    #[inline]
    fn __pooled_reset<O: Observer>(&mut self) {
        reset_within::<_, O>(self, const { <Self as Container>::KEPT });
    }

    fn retained_bytes(&mut self) -> usize {
        Container::capacity(self).saturating_mul(size_of::<A::Item>())
    }

    fn shrink_retained(&mut self, max_bytes: usize) {
        Container::shrink_to(self, fit_in_list::<A::Item>(max_bytes));
    }
}

#[diagnostic::do_not_recommend]
impl<A: Array> ResetWithin for SmallVec<A> {
    reset_within_unobserved!();

    #[inline]
    fn __pooled_reset_within<O: Observer>(&mut self, max_capacity: usize) {
        reset_within::<_, O>(self, max_capacity);
    }
}
