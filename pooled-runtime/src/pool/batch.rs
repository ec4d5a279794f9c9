//! Batches of idle objects, and stacks of batches that threads share without a lock.
//!
//! A batch is a node of fixed size with room for [`BATCH`] objects. Nodes come from an [`Arena`] and go back to it. A
//! [`BatchStack`] is a linked stack of nodes: its head is the number of the newest node beside a tag that every change
//! raises, so a thread that was stopped between its look at the head and its exchange of it notices that others were
//! there (the ABA problem; R. K. Treiber, "Systems Programming: Coping with Parallelism", IBM 1986).
//!
//! # Invariants
//! - Nodes are never freed while the arena lives, so `next` of any node may be read at any time: a popping thread
//!   reads it from a node that another one may have popped meanwhile. It is an atomic, and what was read then is
//!   thrown away, because the tag has changed.
//! - All else in a node belongs to one [`Batch`], or to the stack that the node is in. Who pops a node sees what its
//!   previous owner wrote: the exchange that pushed it releases, the one that pops it acquires.
//! - The first `len` places of a node hold objects that the batch owns.
//! - A node is initialised by who gets its number first, and used by others only after that one has pushed it.

use core::marker::PhantomData;
use core::mem::{ManuallyDrop, MaybeUninit};
use core::ptr;

use crate::pool::slot::Object;
use crate::sync::{
    AcqRel, Acquire, AtomicPtr, AtomicU32, AtomicU64, Relaxed, Release, UnsafeCell, const_fn, null_pointers,
};

/// How many objects a batch holds at most. With them a node has 256 bytes on machines with 64 bits.
pub(crate) const BATCH: usize = 30;

/// The first chunk of an arena has so many nodes, and each further one twice as many. Fewer in models.
const FIRST_CHUNK: u32 = if cfg!(pooled_loom) { 4 } else { 16 };

/// How many chunks there are at most: room for so many nodes that their numbers take 28 bits.
const CHUNKS: usize = if cfg!(pooled_loom) { 2 } else { 24 };

/// How many nodes there are at most.
const MOST: u32 = FIRST_CHUNK * ((1 << CHUNKS) - 1);

#[repr(C)]
struct Node {
    /// The number of the node below it in a stack, plus one; 0 if there is none.
    next: AtomicU32,
    /// How many objects there are. It is not in `content`, which would be larger by more than this.
    len: UnsafeCell<u32>,
    content: UnsafeCell<Content>,
}

impl Node {
    fn new() -> Self {
        Self {
            next: AtomicU32::new(0),
            len: UnsafeCell::new(0),
            content: UnsafeCell::new(Content { bytes: 0, objects: [MaybeUninit::uninit(); BATCH] }),
        }
    }
}

struct Content {
    /// What the objects keep, in bytes, as it was measured.
    bytes: usize,
    objects: [MaybeUninit<Object>; BATCH],
}

/// The bytes of a node, which count beside those of its objects.
pub(crate) const NODE_BYTES: usize = size_of::<Node>();

/// Where nodes come from. It grows and never shrinks.
pub(crate) struct Arena {
    chunks: [AtomicPtr<Node>; CHUNKS],
    /// How many nodes were handed out that had not been used before.
    made: AtomicU32,
    unused: BatchStack,
}

// SAFETY: a node is reached through a batch or a stack, which synchronise (see the module's invariants). An arena
// itself holds no objects.
unsafe impl Sync for Arena {}

/// Objects on their way between a thread and the depot. It owns a node; dropping it gives the node back to the arena.
pub(crate) struct Batch {
    arena: &'static Arena,
    number: u32,
    node: &'static Node,
    /// The depot's number of the stack that it was taken from; 0 if it comes from none.
    pub(crate) stack: usize,
    /// Not `Send`: the objects need not be.
    owns: PhantomData<*mut Object>,
}

/// Batches that threads share: the newest is on top.
pub(crate) struct BatchStack {
    /// The number of the node on top plus one, or 0, in the lower half; the tag in the upper half.
    head: AtomicU64,
}

impl Arena {
    const_fn! {
        /// An arena without nodes.
        pub(crate) const fn new() -> Self {
            Self { chunks: null_pointers!(CHUNKS), made: AtomicU32::new(0), unused: BatchStack::new() }
        }
    }

    /// An empty batch; `None` if there is no memory for it. O(1); allocates if more nodes are in use than ever before.
    pub(crate) fn batch(&'static self) -> Option<Batch> {
        let number = self.unused.pop(self).or_else(|| self.make())?;
        let batch = Batch::of(self, number);
        batch.with_mut(|len, content| {
            *len = 0;
            content.bytes = 0;
        });
        Some(batch)
    }

    /// The number of a node that was never used.
    fn make(&self) -> Option<u32> {
        if self.made.load(Relaxed) >= MOST {
            return None;
        }
        let number = self.made.fetch_add(1, Relaxed);
        let (chunk, _) = place(number);
        let slot = self.chunks.get(chunk)?;
        if slot.load(Acquire).is_null() {
            let new = allocate((FIRST_CHUNK as usize) << chunk)?;
            if slot.compare_exchange(ptr::null_mut(), new, AcqRel, Acquire).is_err() {
                // SAFETY: it was allocated above with this length, and nobody has seen it.
                drop(unsafe { boxed(new, chunk) });
            }
        }
        // Not all of a chunk at once: that would take long for a large one.
        // SAFETY: the chunk is there, and nobody else has the number.
        unsafe { self.at(number).write(Node::new()) };
        Some(number)
    }

    /// Where the node of that number is.
    ///
    /// # Safety
    /// Its chunk is there.
    unsafe fn at(&self, number: u32) -> *mut Node {
        let (chunk, at) = place(number);
        // SAFETY: the caller's promise; the place is in the chunk.
        unsafe { self.chunks[chunk].load(Acquire).add(at) }
    }

    fn node(&self, number: u32) -> &Node {
        // SAFETY: numbers come from `make`, which saw to it that the chunk and the node are there; they stay while the
        // arena lives.
        unsafe { &*self.at(number) }
    }
}

/// Only arenas of models are ever dropped.
impl Drop for Arena {
    fn drop(&mut self) {
        for number in 0..self.made.load(Acquire) {
            // SAFETY: `make` initialised it, as models have enough memory, and nobody uses the arena any more.
            unsafe { ptr::drop_in_place(self.at(number)) };
        }
        for (chunk, nodes) in self.chunks.iter().enumerate() {
            let nodes = nodes.load(Acquire);
            if !nodes.is_null() {
                // SAFETY: `make` put it there, with this length, and nobody uses the arena any more.
                drop(unsafe { boxed(nodes, chunk) });
            }
        }
    }
}

/// The chunk of a node, and its place in there.
fn place(number: u32) -> (usize, usize) {
    let from_first = number + FIRST_CHUNK;
    let chunk = from_first.ilog2() - FIRST_CHUNK.ilog2();
    (chunk as usize, (from_first - (FIRST_CHUNK << chunk)) as usize)
}

/// Allocates a chunk for nodes, which have no values yet; `None` if there is no memory.
fn allocate(nodes: usize) -> Option<*mut Node> {
    let mut chunk = Vec::<MaybeUninit<Node>>::new();
    chunk.try_reserve_exact(nodes).ok()?;
    // SAFETY: there is room for them, and they need no value.
    unsafe { chunk.set_len(nodes) };
    Some(Box::into_raw(chunk.into_boxed_slice()).cast())
}

/// The chunk at `nodes` as a box.
///
/// # Safety
/// It comes from [`allocate`] for the chunk of that number, and nobody else has it.
unsafe fn boxed(nodes: *mut Node, chunk: usize) -> Box<[MaybeUninit<Node>]> {
    // SAFETY: the caller's promise.
    unsafe { Box::from_raw(ptr::slice_from_raw_parts_mut(nodes.cast(), (FIRST_CHUNK as usize) << chunk)) }
}

impl Batch {
    fn of(arena: &'static Arena, number: u32) -> Self {
        Self { arena, number, node: arena.node(number), stack: 0, owns: PhantomData }
    }

    fn with_mut<R>(&self, work: impl FnOnce(&mut u32, &mut Content) -> R) -> R {
        self.node.len.with_mut(|len| {
            // SAFETY: the batch owns the node, it is not `Sync`, and no `work` below uses the batch.
            self.node.content.with_mut(|content| unsafe { work(&mut *len, &mut *content) })
        })
    }

    /// How many objects are in it.
    pub(crate) fn len(&self) -> usize {
        self.with_mut(|len, _| *len as usize)
    }

    /// What its objects keep, in bytes, as it was measured.
    pub(crate) fn bytes(&self) -> usize {
        self.with_mut(|_, content| content.bytes)
    }

    /// The same with the bytes of the node: what the batch costs while it is in a depot.
    pub(crate) fn cost(&self) -> usize {
        self.bytes().saturating_add(NODE_BYTES)
    }

    /// Adds an object that keeps `bytes`. The batch owns it then.
    ///
    /// # Panics
    /// If the batch is full.
    pub(crate) fn push(&mut self, object: Object, bytes: usize) {
        self.with_mut(|len, content| {
            content.objects[*len as usize].write(object);
            *len += 1;
            content.bytes = content.bytes.saturating_add(bytes);
        });
    }

    /// Adds up to `n` objects that are not measured yet, as far as there is room, and says how many. The batch owns
    /// them then.
    ///
    /// # Safety
    /// `objects` leads to `n` objects, which the caller owns; it gives up those that fit.
    pub(crate) unsafe fn fill(&mut self, objects: *const Object, n: usize) -> usize {
        self.with_mut(|len, content| {
            let free = &mut content.objects[*len as usize..];
            let n = n.min(free.len());
            // SAFETY: there are so many on both sides; the rest is the caller's promise.
            unsafe { ptr::copy_nonoverlapping(objects, free.as_mut_ptr().cast(), n) };
            #[expect(clippy::cast_possible_truncation, reason = "it fits in a batch")]
            let more = n as u32;
            *len += more;
            n
        })
    }

    /// Measures all objects; says how large the largest is. Those that `size` has no answer for are given to `discard`.
    pub(crate) fn measure(
        &mut self,
        mut size: impl FnMut(Object) -> Option<usize>,
        mut discard: impl FnMut(Object),
    ) -> usize {
        let (mut at, mut bytes, mut largest) = (0, 0_usize, 0);
        while at < self.len() {
            // SAFETY: the first `len` places hold objects.
            let object = self.with_mut(|_, content| unsafe { content.objects[at].assume_init() });
            if let Some(each) = size(object) {
                bytes = bytes.saturating_add(each);
                largest = largest.max(each);
                at += 1;
            } else {
                self.with_mut(|len, content| {
                    *len -= 1;
                    content.objects[at] = content.objects[*len as usize];
                });
                discard(object);
            }
        }
        self.with_mut(|_, content| content.bytes = bytes);
        largest
    }

    /// Takes out the object that was added last, and its part of the bytes. The caller owns it then.
    pub(crate) fn pop(&mut self) -> Option<Object> {
        self.with_mut(|len, content| {
            let left = len.checked_sub(1)?;
            content.bytes -= content.bytes / *len as usize;
            *len = left;
            // SAFETY: the first `len` places hold objects; this one is no longer among them.
            Some(unsafe { content.objects[left as usize].assume_init() })
        })
    }

    /// Moves all objects to `places`, in their order. The caller owns them then.
    ///
    /// # Safety
    /// `places` has room for [`len`](Self::len) objects.
    pub(crate) unsafe fn move_to(self, places: *mut Object) {
        self.with_mut(|len, content| {
            // SAFETY: the first `len` places hold objects; the rest is the caller's promise. They are forgotten here.
            unsafe { ptr::copy_nonoverlapping(content.objects.as_ptr().cast(), places, *len as usize) };
            *len = 0;
        });
    }

    /// Gives the node up without giving it back.
    fn into_number(self) -> u32 {
        ManuallyDrop::new(self).number
    }
}

/// The objects of a batch, the one that was added first in front.
pub(crate) struct Objects {
    places: [MaybeUninit<Object>; BATCH],
    next: usize,
    len: usize,
}

impl IntoIterator for Batch {
    type Item = Object;
    type IntoIter = Objects;

    fn into_iter(self) -> Objects {
        let mut all = Objects { places: [MaybeUninit::uninit(); BATCH], next: 0, len: self.len() };
        // SAFETY: there is room for a whole batch.
        unsafe { self.move_to(all.places.as_mut_ptr().cast()) };
        all
    }
}

impl Iterator for Objects {
    type Item = Object;

    fn next(&mut self) -> Option<Object> {
        let at = (self.next < self.len).then_some(self.next)?;
        self.next += 1;
        // SAFETY: the first `len` places hold objects.
        Some(unsafe { self.places[at].assume_init() })
    }
}

impl Drop for Batch {
    /// Objects that are still in it are forgotten: whoever drops a batch has taken them out.
    fn drop(&mut self) {
        debug_assert!(std::thread::panicking() || self.len() == 0, "objects are forgotten");
        self.arena.unused.push(self.arena, self.number);
    }
}

impl BatchStack {
    const_fn! {
        /// An empty stack.
        pub(crate) const fn new() -> Self {
            Self { head: AtomicU64::new(0) }
        }
    }

    /// Puts a batch on top.
    pub(crate) fn give(&self, batch: Batch) {
        let arena = batch.arena;
        self.push(arena, batch.into_number());
    }

    /// Takes the batch that was put on top last.
    pub(crate) fn take(&self, arena: &'static Arena) -> Option<Batch> {
        self.pop(arena).map(|number| Batch::of(arena, number))
    }

    /// Whether it has no batch.
    pub(crate) fn is_empty(&self) -> bool {
        number_of(self.head.load(Relaxed)).is_none()
    }

    /// How many objects its batches hold, and what these cost. No other thread is there: see the fork of a process.
    pub(crate) fn sum(&self, arena: &'static Arena) -> (usize, usize) {
        let first = number_of(self.head.load(Acquire));
        let below = |number: &u32| arena.node(*number).next.load(Relaxed).checked_sub(1);
        core::iter::successors(first, below).fold((0, 0), |(objects, cost), number| {
            // It only looks: the node stays in the stack.
            let batch = ManuallyDrop::new(Batch::of(arena, number));
            (objects + batch.len(), cost + batch.cost())
        })
    }

    fn push(&self, arena: &Arena, number: u32) {
        let node = arena.node(number);
        let mut head = self.head.load(Relaxed);
        loop {
            node.next.store(top_of(head), Relaxed);
            match self.head.compare_exchange_weak(head, changed(head, number + 1), Release, Relaxed) {
                Ok(_) => return,
                Err(now) => head = now,
            }
        }
    }

    fn pop(&self, arena: &Arena) -> Option<u32> {
        let mut head = self.head.load(Acquire);
        loop {
            let number = number_of(head)?;
            let next = arena.node(number).next.load(Relaxed);
            match self.head.compare_exchange_weak(head, changed(head, next), Acquire, Acquire) {
                Ok(_) => return Some(number),
                Err(now) => head = now,
            }
        }
    }
}

/// The number of the node on top, plus one; 0 if there is none.
#[expect(clippy::cast_possible_truncation, reason = "the upper half is the tag")]
const fn top_of(head: u64) -> u32 {
    head as u32
}

/// The number of the node on top.
fn number_of(head: u64) -> Option<u32> {
    top_of(head).checked_sub(1)
}

/// The head with another node on top, under a new tag.
fn changed(head: u64, top: u32) -> u64 {
    ((head >> 32).wrapping_add(1) << 32) | u64::from(top)
}

#[cfg(all(test, not(pooled_loom)))]
mod tests {
    use super::{Arena, changed, top_of};
    use crate::pool::slot::Object;

    #[cfg(target_pointer_width = "64")]
    #[test]
    fn a_node_has_the_bytes_that_its_comment_says() {
        assert_eq!(super::NODE_BYTES, 256);
    }

    #[test]
    fn an_object_takes_its_part_of_the_bytes_along() {
        static ARENA: Arena = Arena::new();
        let mut batch = ARENA.batch().expect("there is memory");
        // Nobody uses them: the batch only holds them.
        (0..3).for_each(|_| batch.push(Object::dangling(), 100));
        for left in [200, 100, 0] {
            assert!(batch.pop().is_some());
            assert_eq!(batch.bytes(), left);
        }
    }

    /// A thread that was stopped may find the same node on top: the tag tells it that others were there.
    #[test]
    fn each_change_of_a_stack_gives_its_head_a_tag_of_its_own() {
        let first = changed(0, 7);
        let second = changed(first, 7);
        assert_ne!(first, second);
        assert_eq!([first, second].map(top_of), [7, 7]);
        assert_eq!(changed(u64::MAX, 7), 7, "after the last tag comes the first one");
    }
}
