//! Where the objects of a workload come from.
//!
//! # Safety
//! [`Single`] owns an object in memory of its own, as `Box` does. Only its alignment is larger.

use std::alloc::{Layout, alloc, dealloc, handle_alloc_error};
use std::marker::PhantomData;
use std::ptr::NonNull;

use pooled_types::{PoolBox, PoolStats, Pooled};

use crate::contenders::Shared;
use crate::objects::{Buffer, Object};

/// A source of objects for all threads.
pub trait Source: Copy + Send + 'static {
    /// An object in use. Dropping it returns or frees the object.
    type Handle: Send + 'static;

    /// A clean object, which was used a little.
    fn take(self) -> Self::Handle;

    /// What the pool has counted, if it is ours.
    fn stats(self) -> Option<PoolStats> {
        None
    }
}

/// An object that a workload can pool.
pub trait Item: Pooled + Send {
    /// A new object.
    fn make() -> Self;

    /// Uses an object.
    fn touch(&mut self);
}

impl<T: Object> Item for T {
    #[inline]
    fn make() -> Self {
        Object::make()
    }

    #[inline]
    fn touch(&mut self) {
        Object::touch(self);
    }
}

/// Implements `Default`, `Clone` and `Copy` whatever the parameter is.
macro_rules! sources {
    ($($name:ident)*) => {
        $(
            impl<T> Clone for $name<T> {
                fn clone(&self) -> Self {
                    *self
                }
            }

            impl<T> Copy for $name<T> {}

            impl<T> Default for $name<T> {
                fn default() -> Self {
                    Self(PhantomData)
                }
            }
        )*
    };
}
sources! { Ours Boxed Singly }

/// The pool of the type.
pub struct Ours<T>(PhantomData<fn() -> T>);

/// A `Box` for each object.
pub struct Boxed<T>(PhantomData<fn() -> T>);

/// An allocation for each object, laid out as the slot that the pool would give it.
pub struct Singly<T>(PhantomData<fn() -> T>);

impl<T: Item> Source for Ours<T>
where
    PoolBox<T>: Send,
{
    type Handle = PoolBox<T>;

    #[inline]
    fn take(self) -> PoolBox<T> {
        let mut object = T::take();
        object.touch();
        object
    }

    fn stats(self) -> Option<PoolStats> {
        Some(T::stats())
    }
}

impl<T: Item> Source for Boxed<T> {
    type Handle = Box<T>;

    #[inline]
    fn take(self) -> Box<T> {
        let mut object = Box::new(T::make());
        object.touch();
        object
    }
}

impl<T: Item> Source for Singly<T> {
    type Handle = Single<T>;

    #[inline]
    fn take(self) -> Single<T> {
        let mut object = Single::new(T::make());
        object.get().touch();
        object
    }
}

/// An object in memory of its own that is laid out as a slot.
pub struct Single<T: Item>(NonNull<T>);

// SAFETY: it owns the object, as `Box` does, and an `Item` is `Send`.
unsafe impl<T: Item> Send for Single<T> {}

impl<T: Item> Single<T> {
    const LAYOUT: Layout = {
        let slot = T::LAYOUT.slot().expect("it is pooled");
        match Layout::from_size_align(slot.stride, slot.align) {
            Ok(layout) => layout,
            Err(_) => panic!("no such slot"),
        }
    };

    #[inline]
    fn new(object: T) -> Self {
        const { assert!(Self::LAYOUT.size() > 0) };
        // SAFETY: the layout is not empty.
        let memory = unsafe { alloc(Self::LAYOUT) }.cast();
        let memory = NonNull::new(memory).unwrap_or_else(|| handle_alloc_error(Self::LAYOUT));
        // SAFETY: a slot has room for an object and is aligned for it, and the memory is nobody else's.
        unsafe { memory.write(object) };
        Self(memory)
    }

    #[inline]
    fn get(&mut self) -> &mut T {
        // SAFETY: the object is valid, and `self` owns it.
        unsafe { self.0.as_mut() }
    }
}

impl<T: Item> Drop for Single<T> {
    #[inline]
    fn drop(&mut self) {
        // SAFETY: the object is valid, and nobody uses it after this.
        unsafe { self.0.drop_in_place() };
        // SAFETY: `new` got the memory from the same allocator with the same layout.
        unsafe { dealloc(self.0.as_ptr().cast(), Self::LAYOUT) };
    }
}

/// A contender of the other comparison.
pub struct Contending<C: 'static>(pub &'static C);

impl<C> Clone for Contending<C> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<C> Copy for Contending<C> {}

impl<C: Shared<Buffer>> Source for Contending<C> {
    type Handle = C::Handle;

    #[inline]
    fn take(self) -> C::Handle {
        self.0.take()
    }
}
