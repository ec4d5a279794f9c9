//! What a thread does with its pools when it ends.
//!
//! The stacks themselves have no destructor: that keeps their fast paths free of a test for "already destroyed". One
//! list a thread, which has one, owns all blocks instead and closes them. It does not need the thread-locals for that:
//! where a target has no native ones, the storage of a stack may be gone before this list is.

use core::any::Any;
use core::ptr::NonNull;
use std::cell::RefCell;
use std::rc::Rc;

use crate::block::Block;

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

impl Drop for List {
    fn drop(&mut self) {
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
