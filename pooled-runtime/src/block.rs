//! One thread's stack of idle objects of one type: three pointers and two counters over an array of slot pointers.
//!
//! The code is not generic: one copy serves all types. [`crate::local`] puts the types on.
//!
//! # Invariants
//! - `base <= top <= end`, all in one array; the pointers in `base..top` are [`Slot::into_raw`] pointers of the type
//!   that the block's [`Shared`] was made for, and the block owns them.
//! - Only the thread that built a block calls its methods. Other threads see nothing but the counters, which are
//!   atomics, through [`Shared`]. `top` is one because the shared static [`EMPTY`] has one.
//! - [`EMPTY`] has `top == base == end`: neither popping nor pushing ever touches its memory. It stands for every pool that
//!   can't serve (not yet used, thread past its end), so that the fast paths need no other test.
//!
//! [`Slot::into_raw`]: crate::slot::Slot::into_raw

use core::alloc::Layout;
use core::ptr::{self, NonNull};
use std::alloc::{alloc, dealloc};

use crate::shared::Shared;
use crate::stats::ThreadCounters;
use crate::sync::{AtomicPtr, Relaxed};
use crate::unwind::swallow;

/// A type-erased object in its slot.
pub(crate) type Object = NonNull<()>;

/// The most idle objects a thread can be told to keep.
pub(crate) const MAX_CAPACITY: usize = 1 << 28;

#[repr(C)]
pub(crate) struct Block {
    top: AtomicPtr<Object>,
    base: *mut Object,
    end: *mut Object,
    counters: ThreadCounters,
    shared: Option<&'static Shared>,
}

// SAFETY: all that other threads reach are atomics and fields that never change (see the module's invariants).
unsafe impl Sync for Block {}

/// The block of every pool that cannot serve.
pub(crate) static EMPTY: Block = Block {
    top: AtomicPtr::new(ptr::null_mut()),
    base: ptr::null_mut(),
    end: ptr::null_mut(),
    counters: ThreadCounters::new(),
    shared: None,
};

impl Block {
    /// Takes the most recently returned object, and counts the hit.
    #[inline]
    pub(crate) fn pop(&self) -> Option<Object> {
        let object = self.remove()?;
        self.counters.hit();
        Some(object)
    }

    /// Takes the most recently returned object without counting it.
    #[inline]
    pub(crate) fn remove(&self) -> Option<Object> {
        let top = self.top.load(Relaxed);
        if ptr::eq(top, self.base) {
            return None;
        }
        // SAFETY: `base < top`, so the place below `top` is in the array and holds an object; moving `top` below it
        // passes its ownership to the caller.
        unsafe {
            self.move_top(-1);
            Some(*top.sub(1))
        }
    }

    /// Puts an object on top; gives it back if there is no room.
    ///
    /// # Safety
    /// `object` is a slot pointer of this block's type, and the caller owns it.
    #[inline]
    pub(crate) unsafe fn push(&self, object: Object) -> Result<(), Object> {
        let top = self.top.load(Relaxed);
        if ptr::eq(top, self.end) {
            return Err(object);
        }
        // SAFETY: `top < end`, so `top` is a place in the array; moving `top` above it passes ownership to the block.
        unsafe {
            *top = object;
            self.move_top(1);
        }
        Ok(())
    }

    /// Moves `top` by a number of places.
    ///
    /// It loads `top` again on purpose: load, add and store become one instruction on memory.
    ///
    /// # Safety
    /// The new `top` is within `base..=end`.
    #[inline]
    unsafe fn move_top(&self, places: isize) {
        // SAFETY: the caller's promise.
        self.top.store(unsafe { self.top.load(Relaxed).offset(places) }, Relaxed);
    }

    /// How many objects are idle here.
    pub(crate) fn len(&self) -> usize {
        (self.top.load(Relaxed).addr() - self.base.addr()) / size_of::<Object>()
    }

    /// How many more objects fit.
    pub(crate) fn room(&self) -> usize {
        (self.end.addr() - self.top.load(Relaxed).addr()) / size_of::<Object>()
    }

    /// Counts a miss; `false` if this is [`EMPTY`], whose counters nobody may write.
    pub(crate) fn count_miss(&self) -> bool {
        self.shared.is_some() && {
            self.counters.miss();
            true
        }
    }

    pub(crate) fn shared(&self) -> Option<&'static Shared> {
        self.shared
    }

    /// Builds a block for `capacity` objects of the type of `shared`; `None` if there is no memory for it.
    pub(crate) fn build(capacity: usize, shared: &'static Shared) -> Option<NonNull<Self>> {
        let capacity = capacity.min(MAX_CAPACITY);
        let (layout, array) = Self::layout(capacity)?;
        // SAFETY: the layout holds at least a `Block`, so its size is not zero.
        let block: NonNull<Self> = NonNull::new(unsafe { alloc(layout) })?.cast();
        // SAFETY: `array` is where `layout` puts the array of `capacity` places, so both ends are in the allocation,
        // and `block` is fit for a `Block`. The counters stay valid until `close`, which takes them out.
        unsafe {
            let base: *mut Object = block.byte_add(array).cast().as_ptr();
            block.write(Self {
                top: AtomicPtr::new(base),
                base,
                end: base.add(capacity),
                counters: ThreadCounters::new(),
                shared: Some(shared),
            });
            shared.enter(NonNull::from(&block.as_ref().counters));
        }
        Some(block)
    }

    /// Drops what is idle in `block` and frees it. A panic of a drop ends here.
    ///
    /// # Safety
    /// `block` comes from [`Block::build`] on this thread and is reachable by no other way any more.
    pub(crate) unsafe fn close(block: NonNull<Self>) {
        // SAFETY: the caller's promise: the block is valid, and user code in a drop cannot reach it.
        let this = unsafe { block.as_ref() };
        let Some(shared) = this.shared else { return };
        while let Some(object) = this.remove() {
            // SAFETY: the block owned this object of its own type, and now this loop does.
            swallow(|| unsafe { shared.dispose(object) });
        }
        shared.leave(NonNull::from(&this.counters));
        let capacity = this.room();
        if let Some((layout, _)) = Self::layout(capacity) {
            // SAFETY: an emptied block has room for its whole capacity, so this is the layout `build` used.
            unsafe { dealloc(block.cast().as_ptr(), layout) };
        }
    }

    /// The layout of a block, and where its array starts.
    fn layout(capacity: usize) -> Option<(Layout, usize)> {
        let array = Layout::array::<Object>(capacity).ok()?;
        Layout::new::<Self>().extend(array).ok()
    }
}
