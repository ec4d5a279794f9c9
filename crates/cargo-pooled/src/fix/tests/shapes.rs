//! Structs in the shape of those that well-known crates keep many of, in the styles that people write.

#![allow(dead_code)]

use std::cell::{Cell, UnsafeCell};
use std::collections::{BTreeMap, HashMap, VecDeque};
use std::marker::PhantomData;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::Waker;
use std::time::Duration;

/// The head of a request, as in `http`.
#[derive(Clone, Debug, Default)]
pub struct Parts {
    /// The method.
    pub method: u8,

    /// Where to.
    pub uri: Uri,

    /// HTTP/1.1 is 11.
    pub version: u8,

    /// Names and values.
    pub headers: HashMap<String, Vec<u8>>,

    pub(crate) keep_alive: bool, // set by the parser
    _private: (),
}

#[derive(Clone, Debug, Default)]
pub struct Uri { scheme: Option<Box<str>>, query: u16, data: String }

/// The state of a connection, as in `hyper`.
pub(crate) struct State<'a, B: ?Sized + 'a, const N: usize = 4>
where
    B: AsRef<[u8]>,
{
    allow_half_close: bool, cached: Option<HashMap<u16, u32>>, // taken between requests
    // What went wrong.
    error: Option<std::io::Error>,
    #[allow(unused_variables)] keep_alive: u8,
    header_timeout: Option<Duration>,
    /* The closure is dropped
       with the connection. */
    on_done: Option<Box<dyn FnOnce(&'a B) -> [u8; N]>>,
    title_case: bool,
    body: PhantomData<&'a B> }

/// The header of a task, as in `tokio`.
#[repr(C)]
pub struct Header {
    /// Refs and flags.
    pub state: AtomicUsize,
    /// Guarded by `state`.
    pub queue_next: UnsafeCell<Option<std::ptr::NonNull<Header>>>,

    // ==== cold ====

    /// Calls.
    pub vtable: &'static [fn(usize) -> bool; 2],
    pub owner: UnsafeCell<Option<u64>>,
    #[cfg_attr(test, allow(unused))]
    pub waker: UnsafeCell<Option<Waker>>,
    // More would follow here.
}

/// The scratch space of a search, as in `regex`.
#[derive(Clone, Debug)]
#[repr(align(64))]
pub struct Cache<T: Copy = u32>
where
    T: Default,
{
    slots: Vec<Option<std::num::NonZeroUsize>>, // two a group
    depth: u16,
    trans: [T; 4],                              // of states
    bytes: [bool; 256],                         /* classes */
    clears: u32,
    starts: VecDeque<T>,
    progress: Option<(usize, usize)>            // start, at
}

/// The state of an inflater, as in `miniz_oxide`: commas first.
pub struct Inflate
  { state: u8
  , num_bits: u32 // in `bits`
  , tables: [[u16; 288]; 3]
  , bits: u64
  , finished: bool /* the last block */
  , dist: u32
  }

/// A page, as in `sharded-slab`.
pub struct Page<T> { prev: usize, free: Cell<u16>, /* of all */ size: usize, slots: Option<Box<[T]>>, seen: bool }

impl Parts {
    fn new() -> Self {
        Self { method: 1, uri: Uri::default(), version: 11, headers: HashMap::new(), keep_alive: true, _private: () }
    }

    fn into_headers(self) -> HashMap<String, Vec<u8>> {
        let Self { headers, keep_alive: _, .. } = self;
        headers
    }
}

impl<'a, B: ?Sized + AsRef<[u8]>, const N: usize> State<'a, B, N> {
    fn finish(&mut self, body: &'a B) -> Option<[u8; N]> {
        self.on_done.take().map(|done| done(body))
    }
}

impl Header {
    fn bump(&self) -> usize {
        self.state.fetch_add(1, Ordering::Relaxed)
    }
}

fn all(page: Page<Arc<BTreeMap<u8, u8>>>, inflate: &Inflate, cache: &Cache) -> (bool, u32, u16) {
    (page.seen, inflate.dist, cache.depth)
}
