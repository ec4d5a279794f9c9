//! How many live objects of a pool are recorded, and whether threads may use their fast paths meanwhile.
//!
//! The return of a recorded object must enter its slow path, where the record is removed, on whichever thread it
//! happens. The fast path looks at no object. So while an object is recorded, all takes and returns of its pool enter
//! their slow paths. Where few takes are recorded, there are times in between when no recorded object is live: then
//! threads use their fast paths.
//!
//! A thread that leads its fast path back says so first and asks for recorded objects afterwards. A thread that records
//! counts its object first and asks then whether some thread may be fast. Both change `fast`, so one of them comes
//! second there, and hears of the other. If that is the thread that records, it sends all others to their slow paths
//! before anybody gets its object.

use crate::sync::{AcqRel, AtomicUsize, Relaxed};

/// The fast path of some thread may lead to its cache.
const MAY_BE_FAST: usize = 1;
/// What a thread adds that records. It says nothing: only the order of the changes counts.
const ASKED: usize = 2;

#[derive(Default)]
pub(crate) struct Recorded {
    objects: AtomicUsize,
    fast: AtomicUsize,
}

impl Recorded {
    /// Counts an object that is to be recorded, before anybody gets it. `send` sends all other threads to their slow
    /// paths, and says whether they are there. If not, the object must not be recorded.
    pub(crate) fn begin(&self, send: impl FnOnce() -> bool) -> bool {
        let is_beside_others = self.objects.fetch_add(1, Relaxed) > 0;
        if self.fast.fetch_add(ASKED, AcqRel) & MAY_BE_FAST != 0 {
            if !send() {
                self.end(1);
                return false;
            }
            // Nobody leads its fast path back until the object has been returned. That may be soon if it is alone.
            if is_beside_others {
                self.fast.fetch_and(!MAY_BE_FAST, AcqRel);
            }
        }
        true
    }

    /// Ends the records of so many objects.
    pub(crate) fn end(&self, objects: usize) {
        self.objects.fetch_sub(objects, Relaxed);
    }

    /// Whether no live object is recorded.
    pub(crate) fn is_none(&self) -> bool {
        self.objects.load(Relaxed) == 0
    }

    /// Leads the fast path of this thread back by `restore`, if no live object is recorded. If one is by now, `vacate`
    /// undoes it.
    pub(crate) fn lead_back(&self, restore: impl FnOnce(), vacate: impl FnOnce()) {
        if !self.is_none() {
            return;
        }
        self.fast.fetch_or(MAY_BE_FAST, AcqRel);
        restore();
        if !self.is_none() {
            vacate();
        }
    }
}
