//! What other threads may read of a thread's stack: how many objects are idle in it, how many takes it served, and how
//! large its objects are.
//!
//! The owner writes it by plain loads and stores, without a lock prefix. Two pairs of words belong together: the ends
//! of the stack, and the two parts of the count. The owner changes both words of a pair only on slow paths, and raises
//! a version before and after that. A reader that sees the version change reads again: a *sequence lock*, as Linux has
//! it.

use core::cell::Cell;
use core::mem::MaybeUninit;
use core::ptr;

use crate::pool::depot::Depot;
use crate::pool::slot::Object;
use crate::sync::{Acquire, AtomicPtr, AtomicU32, AtomicU64, AtomicUsize, Relaxed, Release, const_fn, fence};

#[repr(C)]
pub(crate) struct Gauge {
    /// Counts hits, up to 0: then the owner looks whether there is work to do.
    beat: AtomicU32,
    /// Odd while the owner changes a pair.
    version: AtomicU32,
    /// The place above the newest idle object.
    pub(crate) top: AtomicPtr<Object>,
    /// What only the owner touches. It is here because a take and a return need it, and all that they need lies within
    /// 64 bytes.
    pub(crate) owners: Owners,
    /// The place of the oldest idle object.
    base: AtomicPtr<Object>,
    /// Hits so far, less what `beat` says.
    hits: AtomicU64,
    /// The bytes of the largest object that was measured here, its slot included; 0 if none was.
    largest: AtomicUsize,
    /// The depot that the thread has for itself, because its objects can't be shared; null if there is none.
    own_depot: AtomicPtr<Depot>,
    /// Where other threads may send the owner to its slow path. It changes only while no thread has the stack, or under
    /// the lock of the roster.
    pub(crate) seats: Cell<Seats>,
    /// The next gauge in the list of the roster, which alone reads and writes it.
    pub(crate) next: Cell<*const Gauge>,
}

/// The part of a gauge that only its owner touches.
#[repr(C)]
pub(crate) struct Owners {
    /// The place of the oldest idle object, as in the gauge, but not an atomic: so a comparison with it is one
    /// instruction.
    pub(crate) base: Cell<*mut Object>,
    /// Where the stack has no more room.
    pub(crate) end: Cell<*mut Object>,
    /// The places of a stack that has not grown.
    pub(crate) inline: Cell<[MaybeUninit<Object>; INLINE]>,
}

/// How many places a stack has that has not grown.
pub(crate) const INLINE: usize = 4;

/// The place in a thread-local that leads to the thread's cache of a type. Its owner makes it lead to a cache; any
/// thread may make it lead to one that can't serve, so that the owner's next take or return enters its slow path.
pub(crate) type Seat = AtomicPtr<()>;

/// How many seats are in a line of the table of generic types.
pub(crate) const IN_LINE: usize = 4;

/// The seats of which one leads to a thread's cache of a type, or will: none, the one of the type's thread-local, or
/// those of a line in the table of generic types.
///
/// The address of the first seat; its lowest bit says whether it is that of a line.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Seats(*const Seat);

impl Seats {
    /// Other threads may write to none.
    pub(crate) const NONE: Self = Self(ptr::null());

    const IS_LINE: usize = 1;

    pub(crate) fn one(seat: &Seat) -> Self {
        Self(seat)
    }

    pub(crate) fn line(seats: &[Seat; IN_LINE]) -> Self {
        Self(seats.as_ptr().map_addr(|address| address | Self::IS_LINE))
    }

    pub(crate) fn is_none(self) -> bool {
        self.0.is_null()
    }

    /// The seats.
    ///
    /// # Safety
    /// The thread-local that they are in is still there, and stays as long as they are used.
    pub(crate) unsafe fn all<'a>(self) -> &'a [Seat] {
        let first = self.0.map_addr(|address| address & !Self::IS_LINE);
        let seats = match self.0.addr() & Self::IS_LINE {
            _ if self.is_none() => return &[],
            Self::IS_LINE => IN_LINE,
            _ => 1,
        };
        // SAFETY: the pointer was made of a reference to so many seats; the rest is the caller's promise.
        unsafe { core::slice::from_raw_parts(first, seats) }
    }
}

const _: () = assert!(align_of::<Seat>() > Seats::IS_LINE, "the lowest bit of an address is free");

/// Makes the seat of this thread lead to its cache again. What another thread wrote before it sent this one to the slow
/// path is seen after this.
///
/// This is one exchange: between a load and a store, another thread could send this one to the slow path in vain.
pub(crate) fn restore(seat: &Seat, cache: *mut ()) {
    if !ptr::eq(seat.load(Relaxed), cache) {
        seat.swap(cache, Acquire);
    }
}

/// What a gauge says; also the sum of what several say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Reading {
    pub(crate) hits: u64,
    /// Objects in the stack.
    pub(crate) idle: u64,
    /// Objects that the thread keeps beside its stack.
    pub(crate) beside: u64,
    /// What all of them keep, in bytes.
    pub(crate) bytes: u64,
}

impl Gauge {
    const_fn! {
        /// The gauge of an empty stack at `base`.
        pub(crate) const fn new(base: *mut Object) -> Self {
            Self {
                beat: AtomicU32::new(0),
                version: AtomicU32::new(0),
                top: AtomicPtr::new(base),
                owners: Owners {
                    base: Cell::new(base),
                    end: Cell::new(base),
                    inline: Cell::new([MaybeUninit::uninit(); INLINE]),
                },
                base: AtomicPtr::new(base),
                hits: AtomicU64::new(0),
                largest: AtomicUsize::new(0),
                own_depot: AtomicPtr::new(ptr::null_mut()),
                seats: Cell::new(Seats::NONE),
                next: Cell::new(ptr::null()),
            }
        }
    }

    /// Counts a hit. Every so many hits, which [`beat_after`](Self::beat_after) sets, calls `on_beat`.
    #[cfg(all(target_arch = "x86_64", target_pointer_width = "64", not(any(miri, pooled_loom))))]
    #[inline]
    pub(crate) fn hit(&self, on_beat: impl FnOnce()) {
        // The compiler does not use the flags of an addition to an atomic: written in Rust this takes three more
        // instructions.
        // SAFETY: `beat` is an aligned word of memory that only this thread writes. The plain addition is what the
        // relaxed load and store of the other version compile to.
        unsafe {
            core::arch::asm!(
                "inc dword ptr [{beat}]",
                "jz {on_beat}",
                beat = in(reg) self.beat.as_ptr(),
                on_beat = label { on_beat() },
                options(nostack),
            );
        }
    }

    /// The same in plain Rust, also where an address is only half a register.
    #[cfg(not(all(target_arch = "x86_64", target_pointer_width = "64", not(any(miri, pooled_loom)))))]
    #[inline]
    pub(crate) fn hit(&self, on_beat: impl FnOnce()) {
        let beat = self.beat.load(Relaxed).wrapping_add(1);
        self.beat.store(beat, Relaxed);
        if beat == 0 {
            on_beat();
        }
    }

    /// Has [`hit`](Self::hit) call `on_beat` after `n` more hits, at least one.
    pub(crate) fn beat_after(&self, n: u32) {
        let hits = self.hits_so_far();
        self.change(|| {
            self.beat.store(n.wrapping_neg(), Relaxed);
            self.hits.store(hits.wrapping_add(u64::from(n)), Relaxed);
        });
    }

    fn hits_so_far(&self) -> u64 {
        let beat = i64::from(self.beat.load(Relaxed).cast_signed());
        self.hits.load(Relaxed).wrapping_add_signed(beat)
    }

    /// Sets where the stack begins and ends.
    pub(crate) fn set_ends(&self, base: *mut Object, top: *mut Object) {
        self.change(|| {
            self.base.store(base, Relaxed);
            self.top.store(top, Relaxed);
        });
    }

    /// Changes a pair of words.
    fn change(&self, change: impl FnOnce()) {
        let version = self.version.load(Relaxed);
        self.version.store(version.wrapping_add(1), Relaxed);
        fence(Release);
        change();
        self.version.store(version.wrapping_add(2), Release);
    }

    /// The bytes of the largest object that was measured here; 0 if none was.
    pub(crate) fn largest(&self) -> usize {
        self.largest.load(Relaxed)
    }

    pub(crate) fn set_largest(&self, bytes: usize) {
        self.largest.store(bytes, Relaxed);
    }

    /// The depot that the thread has for itself. Only the owner of the gauge may call this, or who has its roster's
    /// lock: the depot goes when the gauge has left the roster.
    pub(crate) fn own_depot(&self) -> *mut Depot {
        self.own_depot.load(Acquire)
    }

    pub(crate) fn set_own_depot(&self, depot: *mut Depot) {
        self.own_depot.store(depot, Release);
    }

    /// Reads the gauge, also of another thread; what is beside the stack is left out. Reads again while the owner
    /// changes it, which takes a few instructions.
    pub(crate) fn read(&self) -> Reading {
        loop {
            let version = self.version.load(Acquire);
            let (top, base, hits) = (self.top.load(Relaxed), self.base.load(Relaxed), self.hits_so_far());
            fence(Acquire);
            if version.is_multiple_of(2) && self.version.load(Relaxed) == version {
                let idle = (top.addr().saturating_sub(base.addr()) / size_of::<Object>()) as u64;
                return Reading { hits, idle, beside: 0, bytes: idle.saturating_mul(self.largest() as u64) };
            }
            core::hint::spin_loop();
            #[cfg(pooled_loom)]
            loom::thread::yield_now();
        }
    }
}
