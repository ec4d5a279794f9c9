//! One trait for pools of any kind, so that a library can take "a pool of `T`".

use core::marker::PhantomData;
use core::ops::{Deref, DerefMut};
#[cfg(feature = "std")]
use std::sync::Arc;

#[cfg(feature = "std")]
use crate::handle::pool_box::PoolBox;
#[cfg(feature = "std")]
use crate::handle::pooled::Pooled;
#[cfg(target_has_atomic = "8")]
use crate::static_pool::{StaticBox, StaticPooled};
#[cfg(feature = "std")]
use crate::value_pool::{Pool, PoolGuard};

/// A pool of objects of type `T`, whatever its kind: of a type, of a value, static, or none at all.
///
/// | pool | is | its handle |
/// |---|---|---|
/// | [`Pool<T>`](crate::Pool) | a value | [`PoolGuard`](crate::PoolGuard) |
/// | [`PoolOf<T>`](crate::PoolOf) | the pool of a type with [`Pooled`](crate::Pooled) | [`PoolBox`](crate::PoolBox) |
/// | [`StaticPoolOf<T>`](crate::StaticPoolOf) | a static pool | [`StaticBox`](crate::StaticBox) |
/// | [`NoPool`] | a function that makes each object anew | [`Unpooled`] |
/// | `&P`, `Arc<P>` | the pool behind it | that of `P` |
///
/// A library that takes any of these leaves the choice to its users, and needs no feature for it:
///
/// ```
/// use pooled_types::{NoPool, ObjectPool, Pool, PoolOf};
///
/// /// Encodes numbers, with buffers from anywhere.
/// pub struct Encoder<P> {
///     buffers: P,
/// }
///
/// impl<P: ObjectPool<Vec<u8>>> Encoder<P> {
///     pub fn encode(&self, numbers: &[u16]) -> Option<P::Handle<'_>> {
///         let mut buffer = self.buffers.get()?;
///         buffer.clear(); // what the pool of a caller resets is the caller's choice
///         numbers.iter().for_each(|n| buffer.extend_from_slice(&n.to_be_bytes()));
///         Some(buffer)
///     }
/// }
///
/// fn check(encoder: &Encoder<impl ObjectPool<Vec<u8>>>) {
///     assert_eq!(*encoder.encode(&[1, 2]).unwrap(), [0, 1, 0, 2]);
/// }
/// check(&Encoder { buffers: Pool::new(Vec::new) });
/// check(&Encoder { buffers: PoolOf::new() });
/// check(&Encoder { buffers: NoPool(Vec::new) });
/// ```
///
/// A library that hides its pool names one type in one place, and its feature chooses:
///
/// ```
/// use pooled_types::ObjectPool;
///
/// #[cfg(feature = "pool")]
/// type Buffers = pooled_types::Pool<Vec<u8>>;
/// #[cfg(not(feature = "pool"))]
/// type Buffers = pooled_types::NoPool<fn() -> Vec<u8>>;
///
/// pub struct Client {
///     buffers: Buffers,
/// }
///
/// impl Client {
///     pub fn send(&self, text: &str) -> usize {
///         let mut buffer = self.buffers.get().expect("these pools always have an object");
///         buffer.clear();
///         buffer.extend_from_slice(text.as_bytes());
///         buffer.len()
///     }
/// }
/// # let client = Client { buffers: pooled_types::NoPool(Vec::new) };
/// # assert_eq!(client.send("hello"), 5);
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a pool of `{T}`",
    label = "not a pool of `{T}`",
    note = "a `Pool<{T}>` is one; so is `PoolOf<{T}>` for a type with `Pooled`, `StaticPoolOf<{T}>` for one with \
            `StaticPooled`, and `NoPool(f)`, where `f` makes a new object each time"
)]
pub trait ObjectPool<T> {
    /// An object on loan. Dropping it ends the loan.
    type Handle<'pool>: DerefMut<Target = T>
    where
        Self: 'pool;

    /// Takes an object. `None` only if the pool has a fixed number of objects and all are in use.
    ///
    /// ```
    /// use pooled_types::{ObjectPool, Pool};
    ///
    /// let pool = Pool::new(String::new);
    /// assert!(pool.get().is_some());
    /// ```
    ///
    /// # Panics
    /// If an object has to be made and making it panics.
    fn get(&self) -> Option<Self::Handle<'_>>;
}

/// Implements the trait for a pointer to a pool.
macro_rules! through {
    ($pointer:ty) => {
        impl<T, P: ObjectPool<T> + ?Sized> ObjectPool<T> for $pointer {
            type Handle<'pool>
                = P::Handle<'pool>
            where
                Self: 'pool;

            #[inline]
            fn get(&self) -> Option<Self::Handle<'_>> {
                (**self).get()
            }
        }
    };
}
through!(&P);
#[cfg(feature = "std")]
through!(Arc<P>);

#[cfg(feature = "std")]
impl<T: 'static> ObjectPool<T> for Pool<T> {
    type Handle<'pool> = PoolGuard<'pool, T>;

    #[inline]
    #[track_caller]
    fn get(&self) -> Option<PoolGuard<'_, T>> {
        Some(self.take())
    }
}

/// The pool of a type as an [`ObjectPool`]. It is a name for that pool and has no objects of its own.
///
/// ```
/// use pooled_types::{ObjectPool, PoolOf};
///
/// let strings = PoolOf::<String>::new();
/// strings.get().unwrap().push_str("hello");
/// assert!(strings.get().unwrap().is_empty()); // the same object, reset
/// ```
#[cfg(feature = "std")]
pub struct PoolOf<T>(PhantomData<fn() -> T>);

#[cfg(feature = "std")]
impl<T: Pooled> PoolOf<T> {
    /// The pool of `T`.
    #[must_use]
    pub const fn new() -> Self {
        Self(PhantomData)
    }
}

#[cfg(feature = "std")]
impl<T: Pooled> ObjectPool<T> for PoolOf<T> {
    type Handle<'pool> = PoolBox<T>;

    #[inline]
    #[track_caller]
    fn get(&self) -> Option<PoolBox<T>> {
        Some(PoolBox::take())
    }
}

/// The static pool of a type as an [`ObjectPool`].
///
/// ```
/// use pooled_types::{ObjectPool, Pooled, StaticPoolOf};
///
/// #[derive(Pooled, Default)]
/// #[pooled(static = 1)]
/// struct Packet([u8; 16]);
///
/// let packets = StaticPoolOf::<Packet>::new();
/// let one = packets.get().unwrap();
/// assert!(packets.get().is_none()); // there is one, and it is in use
/// # drop(one);
/// ```
#[cfg(target_has_atomic = "8")]
pub struct StaticPoolOf<T>(PhantomData<fn() -> T>);

#[cfg(target_has_atomic = "8")]
impl<T: StaticPooled> StaticPoolOf<T> {
    /// The static pool of `T`.
    #[must_use]
    pub const fn new() -> Self {
        Self(PhantomData)
    }
}

#[cfg(target_has_atomic = "8")]
impl<T: StaticPooled> ObjectPool<T> for StaticPoolOf<T> {
    type Handle<'pool> = StaticBox<T>;

    fn get(&self) -> Option<StaticBox<T>> {
        T::take()
    }
}

macro_rules! name_of_a_pool {
    ($($(#[$attribute:meta])* $name:ident: $bound:ident;)+) => {$(
        $(#[$attribute])*
        impl<T: $bound> Default for $name<T> {
            fn default() -> Self {
                Self::new()
            }
        }

        $(#[$attribute])*
        impl<T> Clone for $name<T> {
            fn clone(&self) -> Self {
                *self
            }
        }

        $(#[$attribute])*
        impl<T> Copy for $name<T> {}

        $(#[$attribute])*
        impl<T> core::fmt::Debug for $name<T> {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                f.debug_tuple(stringify!($name)).field(&core::any::type_name::<T>()).finish()
            }
        }
    )+};
}
name_of_a_pool! {
    #[cfg(feature = "std")] PoolOf: Pooled;
    #[cfg(target_has_atomic = "8")] StaticPoolOf: StaticPooled;
}

/// No pool: the function makes each object, and dropping the handle drops it.
///
/// ```
/// use pooled_types::{NoPool, ObjectPool};
///
/// let none = NoPool(|| [0_u8; 16]);
/// assert_eq!(none.get().unwrap().len(), 16);
/// ```
#[derive(Clone, Copy, Debug, Default)]
pub struct NoPool<F>(pub F);

impl<T, F: Fn() -> T> ObjectPool<T> for NoPool<F> {
    type Handle<'pool>
        = Unpooled<T>
    where
        Self: 'pool;

    #[inline]
    fn get(&self) -> Option<Unpooled<T>> {
        Some(Unpooled((self.0)()))
    }
}

/// The handle of an object that no pool has. It holds the object itself.
///
/// ```
/// use pooled_types::{NoPool, ObjectPool, Unpooled};
///
/// let five: Unpooled<i32> = NoPool(|| 5).get().unwrap();
/// assert_eq!(five.0, 5);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Unpooled<T>(pub T);

impl<T> Deref for Unpooled<T> {
    type Target = T;

    #[inline]
    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T> DerefMut for Unpooled<T> {
    #[inline]
    fn deref_mut(&mut self) -> &mut T {
        &mut self.0
    }
}
