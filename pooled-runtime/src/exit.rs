//! What a thread does with its pools when it ends.
//!
//! The stacks themselves have no destructor: that keeps their fast paths free of a test for "already destroyed". One
//! list a thread, which has one, closes them all instead. It holds thread-local *keys* and reaches the stacks through
//! `try_with`, because where a target has no native thread-locals the storage of a stack may be gone before this list is.

use std::cell::RefCell;

/// Something that a thread closes when it ends.
pub(crate) trait AtExit: Sync {
    /// Drops what is idle. Called once, on the thread that registered it. Must not panic.
    fn close(&'static self);
}

struct List(RefCell<Vec<&'static dyn AtExit>>);

thread_local! {
    static LIST: List = const { List(RefCell::new(Vec::new())) };
}

/// Whether this thread is past the point where its pools were closed.
pub(crate) fn is_over() -> bool {
    LIST.try_with(|_| ()).is_err()
}

/// Asks for `item` to be closed when this thread ends; `false` if the thread is past that.
pub(crate) fn register(item: &'static dyn AtExit) -> bool {
    let added = |list: &List| list.0.try_borrow_mut().map(|mut items| items.push(item)).is_ok();
    LIST.try_with(added).unwrap_or(false)
}

impl Drop for List {
    fn drop(&mut self) {
        // From here on `register` says no, so what user code does in the drops below finds no pool to open.
        for item in self.0.take() {
            item.close();
        }
    }
}
