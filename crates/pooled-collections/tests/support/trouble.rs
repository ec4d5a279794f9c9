//! A value whose reset, drop, hash and comparison panic when a test says so.

use std::borrow::Borrow;
use std::cell::{Cell, RefCell};
use std::hash::{Hash, Hasher};
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

use pooled_runtime::Reset;

thread_local! {
    /// After how many calls of code of users one panics; 0: none does.
    static FUSE: Cell<u32> = const { Cell::new(0) };
    /// How many live values there are.
    static ALIVE: Cell<usize> = const { Cell::new(0) };
    /// Whether drops burn the fuse too.
    static DROPS: Cell<bool> = const { Cell::new(false) };
    /// What panicked.
    static LAST: RefCell<Option<&'static str>> = const { RefCell::new(None) };
}

/// Lets the call after `calls` others panic, in `work`. Returns where it was.
pub(crate) fn with_fuse(calls: u32, drops: bool, work: impl FnOnce()) -> Option<&'static str> {
    LAST.set(None);
    FUSE.set(calls + 1);
    DROPS.set(drops);
    let result = catch_unwind(AssertUnwindSafe(work));
    FUSE.set(0);
    DROPS.set(false);
    assert_eq!(result.is_err(), LAST.with_borrow(Option::is_some));
    LAST.take()
}

/// Starts a case: those that failed before have left values.
pub(crate) fn start() {
    ALIVE.set(0);
}

/// How many values of this thread are not dropped yet.
pub(crate) fn alive() -> usize {
    ALIVE.get()
}

fn burn(place: &'static str) {
    match FUSE.get() {
        0 => {}
        1 => {
            FUSE.set(0);
            LAST.set(Some(place));
            // Without the hook of panics, which would print each.
            resume_unwind(Box::new(place));
        }
        left => FUSE.set(left - 1),
    }
}

/// A number on the heap. It is clean when it is 0.
#[derive(Debug)]
pub(crate) struct Trouble(Box<u8>);

impl Trouble {
    pub(crate) fn new(number: u8) -> Self {
        ALIVE.set(ALIVE.get() + 1);
        Self(Box::new(number))
    }

    pub(crate) fn get(&self) -> u8 {
        *self.0
    }

    pub(crate) fn set(&mut self, number: u8) {
        *self.0 = number;
    }
}

impl Default for Trouble {
    fn default() -> Self {
        burn("default");
        Self::new(0)
    }
}

impl Clone for Trouble {
    fn clone(&self) -> Self {
        burn("clone");
        Self::new(self.get())
    }
}

impl Reset for Trouble {
    fn reset(&mut self) {
        burn("reset");
        self.set(0);
    }

    fn retained_bytes(&mut self) -> usize {
        burn("retained_bytes");
        1
    }
}

impl Drop for Trouble {
    fn drop(&mut self) {
        ALIVE.set(ALIVE.get() - 1);
        if DROPS.get() && !std::thread::panicking() {
            burn("drop");
        }
    }
}

impl PartialEq for Trouble {
    fn eq(&self, other: &Self) -> bool {
        burn("eq");
        self.get() == other.get()
    }
}

impl Eq for Trouble {}

impl Hash for Trouble {
    fn hash<H: Hasher>(&self, state: &mut H) {
        burn("hash");
        self.get().hash(state);
    }
}

impl Borrow<u8> for Trouble {
    fn borrow(&self) -> &u8 {
        &self.0
    }
}
