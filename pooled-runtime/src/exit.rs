//! The blocks of a thread, which it closes when it ends.
//!
//! The stacks themselves have no destructor: that keeps their fast paths free of a test for "already destroyed". One
//! list a thread, which has one, owns all blocks instead and closes them. It does not need the thread-locals for that:
//! where a target has no native ones, the storage of a stack may be gone before this list is.
//!
//! # Invariants
//! A block in the list was built on this thread and is freed by the list's destructor alone. That takes the list's content out
//! first, so whoever finds a block in the list finds a living one. No borrow of the list or reference to a block lives across
//! user code.

use core::any::Any;
use core::ptr::NonNull;
use std::cell::RefCell;
use std::rc::Rc;

use crate::block::Block;
use crate::shared::Shared;
use crate::stats::Reason;
use crate::track;

/// A thread-local that leads to blocks.
pub(crate) trait Seat: Sync {
    /// Makes it lead to none, on this thread.
    fn vacate(&'static self);
}

#[derive(Default)]
struct Owned {
    blocks: Vec<(&'static dyn Seat, NonNull<Block>)>,
    /// What else lives as long as the thread's pools.
    others: Vec<Rc<dyn Any>>,
}

struct List(RefCell<Owned>);

thread_local! {
    static LIST: List = const { List(RefCell::new(Owned { blocks: Vec::new(), others: Vec::new() })) };
}

/// Whether this thread is past the point where its pools were closed.
pub(crate) fn is_over() -> bool {
    LIST.try_with(|_| ()).is_err()
}

/// Takes ownership of a block that `seat` is about to lead to; `false` if the thread is past that.
pub(crate) fn own_block(seat: &'static dyn Seat, block: NonNull<Block>) -> bool {
    own(|owned| owned.blocks.push((seat, block)))
}

/// Keeps `other` until the thread's pools are closed; `false` if the thread is past that.
pub(crate) fn own_other(other: Rc<dyn Any>) -> bool {
    own(|owned| owned.others.push(other))
}

fn own(add: impl FnOnce(&mut Owned)) -> bool {
    let added = |list: &List| list.0.try_borrow_mut().map(|mut owned| add(&mut owned)).is_ok();
    LIST.try_with(added).unwrap_or(false)
}

/// The thread's block of the pool that `shared` belongs to, whether a seat leads to it or not. O(blocks of the thread).
pub(crate) fn block_of(shared: &Shared) -> Option<NonNull<Block>> {
    // SAFETY: what is in the list is alive (see the module's invariants).
    let is_of = |block: NonNull<Block>| unsafe { block.as_ref() }.shared().is_some_and(|it| core::ptr::eq(it, shared));
    let find =
        |list: &List| list.0.try_borrow().ok()?.blocks.iter().map(|&(_, block)| block).find(|&block| is_of(block));
    LIST.try_with(find).ok().flatten()
}

/// Drops the idle objects of all the thread's stacks for which `wanted` says so. User code runs.
pub(crate) fn trim(wanted: impl Fn(&Block) -> bool) {
    let nth = |n: usize| {
        let block = |list: &List| Some(list.0.try_borrow().ok()?.blocks.get(n)?.1);
        LIST.try_with(block).ok().flatten()
    };
    for block in (0..).map_while(nth) {
        // SAFETY: the block is alive (see the module's invariants), and no user code runs while it is borrowed.
        if wanted(unsafe { block.as_ref() }) {
            trim_block(block);
        }
    }
}

fn trim_block(block: NonNull<Block>) {
    // Not more than there are: their drops may return others.
    // SAFETY: as in `trim`; user code runs in `dispose` alone, and the thread does not end in it.
    for _ in 0..unsafe { block.as_ref() }.len() {
        // SAFETY: as above.
        let (shared, object) = unsafe { (block.as_ref().shared(), block.as_ref().take_out()) };
        let (Some(shared), Some(object)) = (shared, object) else { return };
        // SAFETY: the block owned this object of its own type and gave it up, on its own thread.
        unsafe { shared.dispose(object, Reason::Trimmed) };
    }
}

impl Drop for List {
    fn drop(&mut self) {
        track::thread_ends();
        // From here on nothing is taken into ownership, so what user code does in the drops below finds no pool to open.
        let owned = self.0.take();
        for (seat, _) in &owned.blocks {
            seat.vacate();
        }
        for (_, block) in owned.blocks {
            // SAFETY: whoever gave the block away built it on this thread, and no seat leads to it any more.
            unsafe { Block::close(block) };
        }
    }
}
