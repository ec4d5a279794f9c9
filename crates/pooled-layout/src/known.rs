//! What is known of the types of fields: whether several threads write to them, and what they own after a reset.
//!
//! The compiler is asked about the type itself, so that aliases and re-exports are seen too: if `T: Known`,
//! `Probe::<T>::__POOLED_TRAITS` is an inherent constant, else the constant of the trait [`Untold`]. Nothing is known
//! of a type parameter. An `Option` is known whatever is in it: a reset frees the content.

use core::cell::{Cell, RefCell, UnsafeCell};
use core::marker::PhantomData;
use core::num::Wrapping;
use core::time::Duration;

use crate::described::Described;
#[cfg(feature = "alloc")]
use crate::facts::Facts;
#[cfg(feature = "alloc")]
use crate::orders::NoOrders;
use crate::probe::Probe;
use crate::type_traits::Traits;

/// A type of which something is known.
pub trait Known {
    /// What is known.
    const TRAITS: Traits;
}

impl<T: Known> Probe<T> {
    /// What is known of `T`.
    pub const __POOLED_TRAITS: Traits = T::TRAITS;
}

/// Answers for all other types.
pub trait Untold {
    /// Nothing is known.
    const __POOLED_TRAITS: Traits = Traits::UNTOLD;
}

impl<T: ?Sized> Untold for Probe<T> {}

macro_rules! known {
    ($traits:expr; $([$($generics:tt)*] $type:ty),+ $(,)?) => {$(
        impl<$($generics)*> Known for $type {
            const TRAITS: Traits = $traits;
        }
    )+};
}

known! { Traits::PLAIN;
    [] u8, [] u16, [] u32, [] u64, [] u128, [] usize, [] i8, [] i16, [] i32, [] i64, [] i128, [] isize,
    [] f32, [] f64, [] bool, [] char, [] (), [] Duration, [T: ?Sized] PhantomData<T>,
    ['a] &'a str,
}
known! { Traits::FREED; [T] Option<T> }
known! { T::TRAITS; [T: Known] Cell<T>, [T: Known] RefCell<T>, [T: Known] UnsafeCell<T>, [T: Known] Wrapping<T> }

/// Tuples up to this length: those for which `Reset` is implemented.
macro_rules! tuples {
    () => {};
    ($first:ident $($other:ident)*) => {
        impl<$first: Known, $($other: Known),*> Known for ($first, $($other,)*) {
            const TRAITS: Traits = Traits::PLAIN.and($first::TRAITS)$(.and($other::TRAITS))*;
        }
        tuples! { $($other)* }
    };
}

tuples! { A B C D E F G H I J K L }

impl<T: Known, const N: usize> Known for [T; N] {
    const TRAITS: Traits = {
        let kept = match T::TRAITS.kept {
            Some(kept) => kept.checked_mul(N),
            None => None,
        };
        Traits { kept, element: None, ..T::TRAITS }
    };
}

impl<T: Described> Known for T {
    const TRAITS: Traits = <T as Described>::__POOLED_TRAITS;
}

macro_rules! atomics {
    ($($width:literal: $($name:ident),+;)+) => {$($(
        #[cfg(target_has_atomic = $width)]
        impl Known for core::sync::atomic::$name {
            const TRAITS: Traits = Traits::CONTENDED;
        }
    )+)+};
}

atomics! {
    "8": AtomicBool, AtomicI8, AtomicU8;
    "16": AtomicI16, AtomicU16;
    "32": AtomicI32, AtomicU32;
    "64": AtomicI64, AtomicU64;
    "ptr": AtomicIsize, AtomicUsize;
}

#[cfg(target_has_atomic = "ptr")]
impl<T> Known for core::sync::atomic::AtomicPtr<T> {
    const TRAITS: Traits = Traits::CONTENDED;
}

/// Containers that are also pooled types themselves.
#[cfg(feature = "alloc")]
macro_rules! described {
    ($traits:expr; $([$($generics:tt)*] $type:ty),+ $(,)?) => {$(
        impl<$($generics)*> Described for $type {
            const __POOLED_FACTS: Facts = Facts::opaque::<Self>(stringify!($type));
            type __PooledOrders = NoOrders;
            const __POOLED_TRAITS: Traits = $traits;
        }
    )+};
}

#[cfg(feature = "alloc")]
mod of_alloc {
    use alloc::boxed::Box;
    use alloc::collections::{BTreeMap, BTreeSet, BinaryHeap, LinkedList, VecDeque};
    use alloc::string::String;
    use alloc::vec::Vec;

    use super::{Described, Facts, Known, NoOrders, Traits};

    described! { Traits::container(1); [] String }
    described! { Traits::container(size_of::<T>()); [T] Vec<T>, [T] VecDeque<T>, [T] BinaryHeap<T> }
    described! { Traits::FREED; [K, V] BTreeMap<K, V>, [T] BTreeSet<T> }
    known! { Traits::FREED; [T] LinkedList<T>, [] Box<str> }
}

#[cfg(feature = "std")]
mod of_std {
    use std::collections::{HashMap, HashSet};
    use std::ffi::OsString;
    use std::path::PathBuf;
    use std::sync::{Barrier, Condvar, Mutex, Once, OnceLock, RwLock};

    use super::{Described, Facts, Known, NoOrders, Traits};

    /// A hash table, whose number of places is a power of two: `max_capacity` does not say how many bytes it has.
    const TABLE: Traits = Traits { element: None, ..Traits::container(1) };
    /// The content of a lock may own any amount of memory.
    const LOCK: Traits = Traits { contended: true, ..Traits::UNTOLD };

    described! { Traits::container(1); [] OsString, [] PathBuf }
    described! { TABLE; [K, V, S] HashMap<K, V, S>, [T, S] HashSet<T, S> }
    known! { LOCK; [T] Mutex<T>, [T] RwLock<T>, [T] OnceLock<T>, [] Condvar, [] Once, [] Barrier }
}
