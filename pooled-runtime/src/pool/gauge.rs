//! What other threads may read of a thread's stack: how many objects are idle in it, how many takes it served, and how
//! large its objects are.
//!
//! The owner writes it by plain loads and stores, without a lock prefix. Some words belong together: the ends of the
//! stack and how many objects came there past the fast paths; and the two parts of the count of hits. The owner changes
//! several of them only on slow paths, and raises a version before and after that. A reader that sees the version
//! change reads again: a *sequence lock*, as Linux has it.

use core::cell::Cell;
use core::mem::MaybeUninit;
use core::ptr;

use crate::pool::depot::Depot;
use crate::pool::slot::Object;
use crate::sync::{
    AcqRel, Acquire, AtomicPtr, AtomicU8, AtomicU32, AtomicU64, Pause, Relaxed, Release, const_fn, fence,
};

#[repr(C)]
pub(crate) struct Gauge {
    /// Counts hits, up to 0: then the owner looks whether there is work to do.
    beat: AtomicU32,
    /// Odd while the owner changes words that belong together.
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
    /// The size of the largest object that was measured here, its slot included, in units of [`UNIT`]; 0 if none was.
    largest: AtomicU32,
    /// How many objects came into the stack other than by a return, less those that went other than by a hit. It goes
    /// round.
    came: AtomicU32,
    /// The depot that the thread has for itself, because its objects can't be shared; null if there is none.
    own_depot: AtomicPtr<Depot>,
    /// Where other threads may send the owner to its slow path.
    seats: AtomicPtr<Seat>,
    /// The next gauge in the list of the roster, which writes it before others see this one.
    pub(crate) next: Cell<*const Gauge>,
    /// The interval that the owner knows to have ended last.
    pub(crate) interval: AtomicU32,
    /// After how many hits the owner looks at the clock again.
    pub(crate) pace: Cell<u16>,
    /// Whether a thread writes to the seats: see [`send_to_slow_path`](Self::send_to_slow_path).
    signal: AtomicU8,
    /// Who has the stack, of [`Owner`].
    owner: AtomicU8,
}

/// Who has a stack.
#[derive(Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Owner {
    /// A thread.
    Thread,
    /// Nobody for now: it waits for the next thread, with its objects, or is on its way there. No code of users runs on
    /// that way.
    Next,
    /// Nobody. It is empty, and the next thread may claim it.
    Nobody,
    /// A thread that this process does not have, because the process is a forked child of the one that had it. Its
    /// objects are lost.
    Lost,
}

/// No thread writes to the seats.
const IDLE: u8 = 0;
/// One does.
const BUSY: u8 = 1;
/// One does, and another one asked for it meanwhile.
const AGAIN: u8 = 2;

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

/// Sizes of objects are noted in multiples of so many bytes, which are four bytes short then.
const UNIT: usize = 8;

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
pub(crate) struct Seats(*mut Seat);

impl Seats {
    /// Other threads may write to none.
    pub(crate) const NONE: Self = Self(ptr::null_mut());

    const IS_LINE: usize = 1;

    pub(crate) fn one(seat: &Seat) -> Self {
        Self(ptr::from_ref(seat).cast_mut())
    }

    pub(crate) fn line(seats: &[Seat; IN_LINE]) -> Self {
        Self(seats.as_ptr().cast_mut().map_addr(|address| address | Self::IS_LINE))
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
    /// Objects that came by returns, less the hits. It goes round.
    pub(crate) returned: u32,
    /// Objects that the thread keeps beside its stack.
    pub(crate) beside: u64,
    /// What all of them keep, in bytes.
    pub(crate) bytes: u64,
    /// How many living threads have such a stack.
    pub(crate) threads: u64,
}

/// A count as one that goes round.
#[expect(clippy::cast_possible_truncation, reason = "the first bits are left out on purpose")]
pub(crate) const fn last_bits(count: u64) -> u32 {
    count as u32
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
                largest: AtomicU32::new(0),
                came: AtomicU32::new(0),
                own_depot: AtomicPtr::new(ptr::null_mut()),
                seats: AtomicPtr::new(ptr::null_mut()),
                next: Cell::new(ptr::null()),
                interval: AtomicU32::new(0),
                pace: Cell::new(0),
                signal: AtomicU8::new(IDLE),
                owner: AtomicU8::new(Owner::Thread as u8),
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
        // Who sees the hit sees that its object has left the stack.
        self.beat.store(beat, Release);
        if beat == 0 {
            on_beat();
        }
    }

    /// Has [`hit`](Self::hit) call `on_beat` after `n` more hits. If `n` is 0, the beat is now.
    pub(crate) fn beat_after(&self, n: u32) {
        let hits = self.hits_so_far();
        self.change(|| {
            self.beat.store(n.wrapping_neg(), Relaxed);
            self.hits.store(hits.wrapping_add(u64::from(n)), Relaxed);
        });
    }

    /// Whether the hits that were to come before the beat have come.
    pub(crate) fn is_on_beat(&self) -> bool {
        self.beat.load(Relaxed).cast_signed() >= 0
    }

    fn hits_so_far(&self) -> u64 {
        let beat = i64::from(self.beat.load(Relaxed).cast_signed());
        self.hits.load(Relaxed).wrapping_add_signed(beat)
    }

    /// Sets where the stack begins and ends, when so many objects came past the fast paths; fewer than none, if objects
    /// went.
    pub(crate) fn set_ends(&self, base: *mut Object, top: *mut Object, came: isize) {
        self.change(|| {
            self.base.store(base, Relaxed);
            self.top.store(top, Relaxed);
            let came = self.came.load(Relaxed).wrapping_add(last_bits((came as i64).cast_unsigned()));
            self.came.store(came, Relaxed);
        });
    }

    /// Changes words that belong together.
    fn change(&self, change: impl FnOnce()) {
        let version = self.version.load(Relaxed);
        self.version.store(version.wrapping_add(1), Relaxed);
        fence(Release);
        change();
        self.version.store(version.wrapping_add(2), Release);
    }

    /// The bytes of the largest object that was measured here, or a few more; 0 if none was.
    pub(crate) fn largest(&self) -> usize {
        (self.largest.load(Relaxed) as usize).saturating_mul(UNIT)
    }

    pub(crate) fn set_largest(&self, bytes: usize) {
        self.largest.store(bytes.div_ceil(UNIT).try_into().unwrap_or(u32::MAX), Relaxed);
    }

    /// The depot that the thread has for itself. It stays with the gauge, for the next thread.
    pub(crate) fn own_depot(&self) -> *mut Depot {
        self.own_depot.load(Acquire)
    }

    pub(crate) fn set_own_depot(&self, depot: *mut Depot) {
        self.own_depot.store(depot, Release);
    }

    /// The seats, for the owner.
    pub(crate) fn seats(&self) -> Seats {
        Seats(self.seats.load(Relaxed))
    }

    /// Whether other threads may send the owner to its slow path.
    pub(crate) fn has_seats(&self) -> bool {
        !self.seats.load(Acquire).is_null()
    }

    /// Says where other threads may send the owner, who calls this, to its slow path.
    pub(crate) fn set_seats(&self, seats: Seats) {
        self.seats.store(seats.0, Release);
    }

    /// No other thread writes to the seats after this. For the owner, when it ends: waits for a thread that writes
    /// there now, which takes a few instructions.
    pub(crate) fn leave_seats(&self) {
        self.set_seats(Seats::NONE);
        let mut pause = Pause::new();
        // Who comes after this exchange sees that there are no seats.
        while self.signal.fetch_or(0, AcqRel) != IDLE {
            pause.wait();
        }
    }

    /// Has the next take or return of the owner enter its slow path: makes the seats lead to `no_cache`. What was
    /// written before is seen there. If another thread does so now, that one does it once more, so nobody waits, and
    /// this says `false`.
    pub(crate) fn send_to_slow_path(&self, no_cache: *mut ()) -> bool {
        if self.signal.swap(AGAIN, AcqRel) != IDLE {
            return false;
        }
        loop {
            self.signal.swap(BUSY, AcqRel);
            // SAFETY: an owner that leaves its seats waits until `signal` is idle again before its thread ends.
            for seat in unsafe { Seats(self.seats.load(Acquire)).all() } {
                // An exchange, as the owner makes one. A store would do, but loom does not order it with exchanges.
                seat.swap(no_cache, Release);
            }
            if self.signal.compare_exchange(BUSY, IDLE, AcqRel, Relaxed).is_ok() {
                return true;
            }
        }
    }

    pub(crate) fn has_owner(&self, owner: Owner) -> bool {
        self.owner.load(Relaxed) == owner as u8
    }

    /// Says who has the stack from now on. For the owner.
    pub(crate) fn set_owner(&self, owner: Owner) {
        self.owner.store(owner as u8, Release);
    }

    /// Claims the stack if nobody has it. What its last owner did is seen then.
    pub(crate) fn claim(&self) -> bool {
        let (nobody, thread) = (Owner::Nobody as u8, Owner::Thread as u8);
        self.has_owner(Owner::Nobody) && self.owner.compare_exchange(nobody, thread, Acquire, Relaxed).is_ok()
    }

    /// Begins anew in a forked child, where no other thread is at work on it any more.
    pub(crate) fn begin_anew(&self) {
        self.signal.store(IDLE, Relaxed);
        // Its owner may have been at work on a pair. If it is this thread it was not: that runs no code of users.
        let version = self.version.load(Relaxed);
        self.version.store(version.wrapping_add(version % 2), Relaxed);
    }

    /// Notes, in a forked child, that its owner is not there.
    pub(crate) fn lose(&self) {
        self.set_owner(Owner::Lost);
        self.set_seats(Seats::NONE);
    }

    /// Reads the gauge, also of another thread; what is beside the stack is left out. Waits while the owner changes it,
    /// which takes a few instructions.
    pub(crate) fn read(&self) -> Reading {
        let mut pause = Pause::new();
        loop {
            if let Some(reading) = self.try_read() {
                return reading;
            }
            pause.wait();
        }
    }

    /// The same; `None` if the owner changes it now.
    pub(crate) fn try_read(&self) -> Option<Reading> {
        let version = self.version.load(Acquire);
        // The hits first: an object that is returned meanwhile may be missed, none is counted as returned twice.
        let hits = self.hits_so_far();
        fence(Acquire);
        let (top, base, came) = (self.top.load(Relaxed), self.base.load(Relaxed), self.came.load(Relaxed));
        fence(Acquire);
        let is_whole = version.is_multiple_of(2) && self.version.load(Relaxed) == version;
        let idle = (top.addr().saturating_sub(base.addr()) / size_of::<Object>()) as u64;
        let bytes = idle.saturating_mul(self.largest() as u64);
        let threads = u64::from(self.has_owner(Owner::Thread));
        let returned = last_bits(idle).wrapping_sub(came);
        is_whole.then_some(Reading { hits, idle, returned, bytes, threads, ..Reading::default() })
    }
}

#[cfg(all(test, not(pooled_loom)))]
mod tests {
    use core::cell::Cell;
    use core::ptr;

    use super::Gauge;

    #[test]
    fn a_beat_is_after_so_many_hits() {
        let (gauge, beats) = (Gauge::new(ptr::null_mut()), Cell::new(0));
        let hit = || gauge.hit(|| beats.set(beats.get() + 1));
        gauge.beat_after(3);
        for _ in 0..2 {
            hit();
            assert!(!gauge.is_on_beat());
        }
        hit();
        assert!(gauge.is_on_beat());
        assert_eq!((beats.get(), gauge.read().hits), (1, 3));
        gauge.beat_after(0);
        assert!(gauge.is_on_beat(), "the beat is now");
    }
}
