//! The three ways to get an object, and how each is used in a round.

use core::hint::black_box;
use core::ops::{Deref, DerefMut};
use std::time::{Duration, Instant};

use pooled_runtime::{PoolBox, Pooled};

use crate::allocations::{CountingAllocator, watch};
use crate::spread::{Spread, UseCost};
use crate::stack::frames;

/// A way to get an object. The type is the handle of the object.
pub(super) trait Way: DerefMut<Target: Pooled> {
    /// Whether something of one use can stay in the object for the next use.
    const AGES: bool = false;

    fn make() -> Self;

    /// Drops the idle objects if earlier uses may have changed them.
    fn drop_idle() {}
}

/// An object without a handle, which is moved as a value.
pub(super) struct Value<T>(T);

impl<T> Deref for Value<T> {
    type Target = T;

    #[inline]
    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T> DerefMut for Value<T> {
    #[inline]
    fn deref_mut(&mut self) -> &mut T {
        &mut self.0
    }
}

impl<T: Pooled> Way for Value<T> {
    #[inline]
    fn make() -> Self {
        Self(T::__pooled_fresh())
    }
}

impl<T: Pooled> Way for Box<T> {
    #[inline]
    fn make() -> Self {
        Self::new(T::__pooled_fresh())
    }
}

impl<T: Pooled> Way for PoolBox<T> {
    const AGES: bool = T::__POOLED_KEEPS;

    #[inline]
    fn make() -> Self {
        Self::take()
    }

    fn drop_idle() {
        if Self::AGES {
            Self::clear();
        }
    }
}

/// One way, and the times of its rounds.
pub(super) struct Lane<W> {
    /// How many objects are held at a time. They are a batch.
    size: usize,
    /// The objects that are held.
    held: Vec<W>,
    /// How many batches a round has.
    batches: u32,
    /// Nanoseconds for one use, for each round.
    pub(super) times: Vec<f64>,
}

/// How many batches a round has at most. So many take longer than any round should, unless the clock stands still.
const MOST_BATCHES: u32 = 1 << 24;
/// How many batches a round that counts has at most. Counts need no precision.
const COUNTED_BATCHES: u32 = 64;
/// A round takes this long, or up to twice as long. That is far longer than reading the clock, and far shorter than a
/// time slice, so that few rounds are interrupted.
const ROUND: Duration = Duration::from_micros(100);

impl<W: Way> Lane<W> {
    /// A lane in which `size` objects are held at a time.
    ///
    /// # Panics
    /// If there is no memory for so many.
    pub(super) fn new(size: usize) -> Self {
        let mut held = Vec::new();
        let room = held.try_reserve_exact(size);
        assert!(room.is_ok(), "`Trial::held`: there is no room for {size} objects at a time: hold fewer");
        Self { size, held, batches: 1, times: Vec::new() }
    }

    /// Runs a round that opens pools and fetches memory. Its time does not count.
    pub(super) fn warm_up(&mut self, fill: &mut impl FnMut(&mut W::Target)) {
        self.round(fill);
        self.times.clear();
    }

    /// Runs one more round. If it was too short, it is repeated with twice the batches: an earlier round may have
    /// seemed long enough only because it was interrupted.
    pub(super) fn round(&mut self, fill: &mut impl FnMut(&mut W::Target)) {
        let mut elapsed = self.time(fill);
        while elapsed < ROUND && self.batches < MOST_BATCHES {
            self.batches *= 2;
            elapsed = self.time(fill);
        }
        self.times.push(elapsed.as_secs_f64() * 1e9 / self.uses(self.batches));
    }

    /// Replaces the objects of earlier rounds by fresh ones, and uses each of them once.
    fn rejuvenate(&mut self, fill: &mut impl FnMut(&mut W::Target)) {
        W::drop_idle();
        self.run(1, fill);
    }

    fn time(&mut self, fill: &mut impl FnMut(&mut W::Target)) -> Duration {
        if W::AGES {
            self.rejuvenate(fill);
        }
        let start = Instant::now();
        self.run(self.batches, fill);
        start.elapsed()
    }

    /// The cost of a use in the rounds so far. Runs one more round to count allocations and what happens in the pool.
    pub(super) fn cost(&mut self, fill: &mut impl FnMut(&mut W::Target)) -> UseCost {
        let batches = self.batches.min(COUNTED_BATCHES);
        let counted = CountingAllocator::count(|| self.run(batches, fill));
        if counted.is_none() {
            self.run(batches, fill);
        }
        #[expect(clippy::cast_precision_loss, reason = "no more allocations than 2^53")]
        let allocations = counted.map(|((), count)| count as f64 / self.uses(batches));
        UseCost { time: Spread::of(self.times.iter().copied()), allocations }
    }

    /// Where the first allocation of one more batch was made, if one was, and if debug information says so.
    pub(super) fn first_allocation(&mut self, fill: &mut impl FnMut(&mut W::Target)) -> Option<String> {
        let ((), _, stack) = watch(|| self.run(1, fill))?;
        let stack = stack?.to_string();
        frames(&stack).first().map(ToString::to_string)
    }

    /// How many uses of an object there are in so many batches.
    #[expect(clippy::cast_precision_loss, reason = "no more objects than 2^53")]
    fn uses(&self, batches: u32) -> f64 {
        f64::from(batches) * self.size as f64
    }

    /// Uses objects. Out of line, so that the surrounding code does not change how it is compiled.
    #[inline(never)]
    fn run(&mut self, batches: u32, fill: &mut impl FnMut(&mut W::Target)) {
        for _ in 0..batches {
            if self.size == 1 {
                use_object(&mut W::make(), fill);
            } else {
                self.batch(fill);
            }
        }
    }

    /// Makes and fills as many objects as are held at a time, then drops them.
    #[inline]
    fn batch(&mut self, fill: &mut impl FnMut(&mut W::Target)) {
        for _ in 0..self.size {
            self.held.push(W::make());
            if let Some(object) = self.held.last_mut() {
                use_object(object, fill);
            }
        }
        self.held.clear();
    }
}

/// One use. The content that it leaves in the object counts as read, so the compiler has to write it, and the object
/// has to exist.
#[inline]
fn use_object<W: Way>(object: &mut W, fill: &mut impl FnMut(&mut W::Target)) {
    fill(&mut *object);
    black_box(&mut **object);
}
