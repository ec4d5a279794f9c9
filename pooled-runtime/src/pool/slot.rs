//! The memory of one pooled object: an allocation of its own, aligned to cache lines, without a header.
//!
//! # Invariants
//! A [`Slot`] owns one allocation of [`layout`]`::<T>()` (none for a zero-sized type) that holds a valid `T`, as `Box`
//! does. [`Slot::into_raw`] gives up that ownership, [`Slot::from_raw`] takes it back, so between the two exactly one
//! place may hold the pointer. Nothing is shared, so nothing has to be synchronised.

use core::alloc::Layout;
use core::marker::PhantomData;
use core::mem::{ManuallyDrop, MaybeUninit};
use core::ptr::NonNull;
use std::alloc::{alloc, dealloc, handle_alloc_error};

use crate::factory::Factory;
use crate::panic::swallow;
use crate::reset::erase::erase;
use pooled_layout::slot_align;

/// A type-erased object in its slot.
pub(crate) type Object = NonNull<()>;

/// Asks the processor to fetch the first cache line of an object that is about to be written. Another processor used it
/// last.
#[inline]
pub(crate) fn prefetch(object: Object) {
    #[cfg(all(target_arch = "x86_64", not(miri)))]
    {
        use core::arch::x86_64::{_MM_HINT_ET0, _mm_prefetch};
        // SAFETY: a prefetch is a hint and accesses no memory.
        #[allow(unused_unsafe, reason = "newer compilers call it safe")]
        unsafe {
            _mm_prefetch::<_MM_HINT_ET0>(object.as_ptr().cast());
        }
    }
    #[cfg(not(all(target_arch = "x86_64", not(miri))))]
    let _ = object;
}

/// An object in a slot of its own. Dropping it wipes the object's secrets, drops the object and frees the slot, even if
/// the object's drop panics.
pub(crate) struct Slot<T: Factory> {
    ptr: NonNull<T>,
    owns: PhantomData<T>,
    /// Invariant in `T`: a slot of one type must not coerce to a slot of a subtype, which has a pool of its own.
    of: PhantomData<fn(T) -> T>,
}

/// The layout of a slot. A type as large as a cache line or larger starts on a line; a smaller one never crosses the
/// border between two lines.
pub(crate) const fn layout<T: Factory>() -> Layout {
    let align = slot_align(size_of::<T>(), align_of::<T>(), T::__POOLED_LINE);
    match Layout::from_size_align(size_of::<T>(), align) {
        Ok(layout) => layout,
        Err(_) => panic!("a type so large that it cannot be aligned to a cache line cannot be pooled"),
    }
}

impl<T: Factory> Slot<T> {
    /// Allocates a slot and fills it with what `make` returns. A panic in `make` frees the slot and goes on.
    ///
    /// The slot is allocated first so that the compiler can build a large object in place.
    #[inline]
    pub(crate) fn new_with(make: impl FnOnce() -> T) -> Self {
        let vacant = Vacant::allocate();
        // SAFETY: `vacant` is allocated with the size and alignment of `T` or more.
        unsafe { vacant.ptr.write(make()) };
        Self { ptr: ManuallyDrop::new(vacant).ptr, owns: PhantomData, of: PhantomData }
    }

    /// Gives up ownership of the object and its slot.
    #[inline]
    pub(crate) fn into_raw(self) -> NonNull<T> {
        ManuallyDrop::new(self).ptr
    }

    /// Takes ownership back from a pointer.
    ///
    /// # Safety
    /// `ptr` comes from [`Slot::into_raw`] of a `Slot<T>`, and nothing else uses it any more.
    #[inline]
    pub(crate) unsafe fn from_raw(ptr: NonNull<T>) -> Self {
        Self { ptr, owns: PhantomData, of: PhantomData }
    }

    #[inline]
    pub(crate) fn as_ptr(&self) -> NonNull<T> {
        self.ptr
    }

    #[inline]
    pub(crate) fn get(&self) -> &T {
        // SAFETY: the slot holds a valid `T`, and `&self` keeps others from changing it.
        unsafe { self.ptr.as_ref() }
    }

    #[inline]
    pub(crate) fn get_mut(&mut self) -> &mut T {
        // SAFETY: the slot holds a valid `T`, and `&mut self` makes this the only way to it.
        unsafe { self.ptr.as_mut() }
    }

    /// Moves the object out and frees its slot.
    pub(crate) fn into_inner(self) -> T {
        let vacant = Vacant { ptr: self.into_raw() };
        // SAFETY: the slot held a valid `T`; it counts as vacant from here on, so the object is not dropped again.
        unsafe { vacant.ptr.read() }
    }

    /// Gives the object up for good: neither it nor its slot is ever freed.
    pub(crate) fn leak(self) -> &'static mut T
    where
        T: 'static,
    {
        // SAFETY: the slot holds a valid `T`, is never freed, and the caller gets the only reference to it.
        unsafe { self.into_raw().as_mut() }
    }

    /// Wipes the object's secrets, because it is about to go. A panic of the user's code that does so ends here.
    fn wipe(&mut self) {
        swallow(|| self.get_mut().__pooled_wipe(true));
    }

    /// Wipes the object's secrets, and neither drops the object nor frees the slot.
    #[cfg(feature = "std")]
    pub(crate) fn wipe_and_forget(mut self) {
        self.wipe();
        core::mem::forget(self);
    }
}

impl<T: Factory> Drop for Slot<T> {
    fn drop(&mut self) {
        self.wipe();
        let vacant = Vacant { ptr: self.ptr };
        // SAFETY: the slot holds a valid `T` that nobody uses any more; `vacant` frees the slot afterwards, also when
        // this panics.
        unsafe { vacant.ptr.drop_in_place() };
    }
}

// SAFETY: a slot owns its object, as `Box` does.
unsafe impl<T: Factory + Send> Send for Slot<T> {}
// SAFETY: as above; a shared slot gives out shared references only.
unsafe impl<T: Factory + Sync> Sync for Slot<T> {}

/// A slot that holds no object; freed when dropped. What a secret left there is erased before.
struct Vacant<T: Factory> {
    ptr: NonNull<T>,
}

impl<T: Factory> Vacant<T> {
    fn allocate() -> Self {
        let layout = const { layout::<T>() };
        if layout.size() == 0 {
            return Self { ptr: NonNull::dangling() };
        }
        // SAFETY: the size is not zero.
        let ptr = unsafe { alloc(layout) };
        match NonNull::new(ptr.cast()) {
            Some(ptr) => Self { ptr },
            None => handle_alloc_error(layout),
        }
    }
}

impl<T: Factory> Drop for Vacant<T> {
    fn drop(&mut self) {
        let layout = const { layout::<T>() };
        if T::__POOLED_SECRET {
            // SAFETY: the slot has the size and alignment of `T` or more, and nobody else has it.
            erase(unsafe { self.ptr.cast::<MaybeUninit<T>>().as_mut() });
        }
        if layout.size() != 0 {
            // SAFETY: `allocate` got the slot from the same allocator with the same layout.
            unsafe { dealloc(self.ptr.as_ptr().cast(), layout) };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::layout;
    use crate::Reset;
    use crate::factory::Factory;

    #[repr(align(128))]
    struct Wide;

    struct Bytes<const N: usize, const LINE: usize>(#[allow(dead_code)] [u8; N]);

    macro_rules! recipe {
        ($([$($generics:tt)*] $type:ty, $line:expr;)+) => {$(
            impl<$($generics)*> Reset for $type {
                fn reset(&mut self) {}
            }
            impl<$($generics)*> Factory for $type {
                type __PooledLayout = pooled_layout::OpaqueLayout<Self>;

                const __POOLED_LINE: usize = $line;
                fn __pooled_fresh() -> Self {
                    unreachable!()
                }
            }
        )+};
    }
    recipe! {
        [] Wide, 64;
        [const N: usize, const LINE: usize] Bytes<N, LINE>, LINE;
    }

    fn align_of_slot<const N: usize>() -> usize {
        layout::<Bytes<N, 64>>().align()
    }

    #[test]
    fn slots_start_on_lines_or_stay_within_one() {
        assert_eq!(align_of_slot::<0>(), 1);
        assert_eq!(align_of_slot::<1>(), 1);
        assert_eq!(align_of_slot::<24>(), 32);
        assert_eq!(align_of_slot::<33>(), 64);
        assert_eq!(align_of_slot::<64>(), 64);
        assert_eq!(align_of_slot::<1000>(), 64);
        assert_eq!(layout::<Wide>().align(), 128);
        assert_eq!(layout::<Bytes<65, 128>>().align(), 128);
        assert_eq!(layout::<Bytes<500, 128>>().align(), 128);
    }
}
