//! The count of a shared object's handles: the last handle owns the object alone.

use super::{Checked, beside, every_interleaving, few_preemptions, in_static};
use crate::factory::Factory;
use crate::handle::refcount::Count;
use crate::pool::slot::Slot;
use crate::sync::UnsafeCell;

/// An object with a count of its handles.
struct SharedObject {
    count: Count,
    slot: UnsafeCell<Option<Slot<Checked>>>,
}

impl SharedObject {
    /// Reads the object, as any handle may.
    fn read(&self) {
        // SAFETY: while there is a handle nobody writes; loom checks that it is so.
        self.slot.with(|slot| unsafe { assert_eq!((*slot).as_ref().expect("it is in use").get().value(), 0) });
    }

    /// Drops a handle; the last one drops the object.
    fn release(&self) {
        self.read();
        if self.count.release() {
            // SAFETY: the last handle owns the object alone; loom checks that all reads came before.
            drop(self.slot.with_mut(|slot| unsafe { (*slot).take() }));
        }
    }

    /// Uses the object exclusively, if this is the only handle; drops the handle.
    fn change_if_unique(&self) {
        if self.count.is_unique() {
            // SAFETY: there is no other handle; loom checks that all reads came before.
            self.slot.with_mut(|slot| unsafe { (*slot).as_mut().expect("it is in use").get_mut().use_and_clean() });
        }
        self.release();
    }
}

/// Runs `here` beside `others` that run `there`, each with a handle of its own.
fn share(others: usize, there: fn(&SharedObject), here: fn(&SharedObject)) {
    let shared =
        SharedObject { count: Count::one(), slot: UnsafeCell::new(Some(Slot::new_with(Checked::__pooled_fresh))) };
    in_static(shared, |shared| {
        (0..others).for_each(|_| shared.count.acquire());
        beside(others, move || there(shared), || here(shared));
        assert_eq!(Checked::live(), 0, "the last handle drops the object");
    });
}

#[test]
fn the_last_handle_drops_the_object() {
    every_interleaving(|| share(1, SharedObject::release, SharedObject::release));
    few_preemptions(|| share(2, SharedObject::release, SharedObject::release));
}

#[test]
fn a_handle_may_be_cloned_meanwhile() {
    fn clone_once(shared: &SharedObject) {
        shared.count.acquire();
        shared.release();
        shared.release();
    }
    every_interleaving(|| share(1, clone_once, clone_once));
    every_interleaving(|| share(1, clone_once, SharedObject::change_if_unique));
}

#[test]
fn the_only_handle_may_change_the_object() {
    every_interleaving(|| share(1, SharedObject::change_if_unique, SharedObject::change_if_unique));
    few_preemptions(|| share(2, SharedObject::release, SharedObject::change_if_unique));
}
