//! Which takes are recorded, if not all are.
//!
//! Of each `n` takes one is recorded, at random. So the share is exact, and of a loop that takes in several places in
//! turn all places are recorded, also if `n` is a multiple of their number. Takes that make or fetch an object are
//! counted by thread, here. Those that find one on the stack are counted by the cache, which counts them anyway; where
//! its next record is comes from here.

use core::cell::Cell;

use crate::sync::{AtomicU64, Relaxed};

/// A block of `n` takes, of which one is recorded.
#[derive(Clone, Copy)]
struct Block {
    /// How many takes come before that one.
    before: u32,
    /// How many takes of the block come after it.
    after: u32,
    /// The random number before; 0 at first.
    random: u64,
}

impl Block {
    const NEW: Self = Self { before: 0, after: 0, random: 0 };
}

std::thread_local! {
    // They have no destructors, so that they are there until the very end of the thread.
    static BY_THREAD: Cell<Block> = const { Cell::new(Block::NEW) };
    static BY_CACHES: Cell<Block> = const { Cell::new(Block::NEW) };
}

/// Whether this take of the thread is recorded, if one of `n` is.
pub(crate) fn is_drawn(n: u32) -> bool {
    n <= 1 || BY_THREAD.try_with(|block| draw(block, n)).unwrap_or(false)
}

/// How many takes of a cache come before the next one that is recorded, if one of `n` is. At most `2 n - 2`.
pub(crate) fn takes_between(n: u32) -> u32 {
    BY_CACHES.try_with(|block| next(block, n)).unwrap_or(n)
}

/// Draws with a probability of `part` of `n`.
pub(crate) fn is_part(part: u32, n: u32) -> bool {
    BY_CACHES.try_with(|block| below(block, n)).unwrap_or(0) < part
}

fn draw(block: &Cell<Block>, n: u32) -> bool {
    let mut now = block.get();
    // The second: `n` has become less.
    if now.random == 0 || now.before / 2 >= n {
        now.before = next(block, n);
        now = Block { before: now.before, ..block.get() };
    }
    if now.before > 0 {
        block.set(Block { before: now.before - 1, ..now });
        return false;
    }
    let before = next(block, n);
    block.set(Block { before, ..block.get() });
    true
}

/// Begins the next block of `n` takes. Says how many takes come before the one that is drawn of it, from the one of the
/// block before on.
fn next(block: &Cell<Block>, n: u32) -> u32 {
    let at = below(block, n);
    let last = block.get();
    block.set(Block { after: n - 1 - at, ..last });
    last.after.min(n - 1) + at
}

/// A random number below `n`.
fn below(block: &Cell<Block>, n: u32) -> u32 {
    let last = block.get();
    // George Marsaglia's xorshift.
    let mut random = if last.random == 0 { seed() } else { last.random };
    random ^= random << 13;
    random ^= random >> 7;
    random ^= random << 17;
    block.set(Block { random, ..last });
    u32::try_from(((random >> 32) * u64::from(n)) >> 32).unwrap_or(0)
}

/// Another number for each thread, not 0.
fn seed() -> u64 {
    static THREADS: AtomicU64 = AtomicU64::new(1);
    THREADS.fetch_add(1, Relaxed).wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1
}

#[cfg(test)]
mod tests {
    use core::cell::Cell;

    use super::{Block, draw, next};

    #[test]
    fn one_take_of_each_block_is_drawn() {
        for n in [2, 3, 128] {
            let block = Cell::new(Block::NEW);
            for _ in 0..50 {
                assert_eq!((0..n).filter(|_| draw(&block, n)).count(), 1);
            }
        }
    }

    /// A loop with two takes, of which the same one was always drawn if each 128th take was.
    #[test]
    #[cfg_attr(miri, ignore = "it only counts, and for long")]
    fn places_that_take_in_turn_are_drawn_equally() {
        let block = Cell::new(Block::NEW);
        let drawn: Vec<_> = (0..128 * 400).filter(|_| draw(&block, 128)).collect();
        let even = drawn.iter().filter(|take| *take % 2 == 0).count();
        assert!((140..=260).contains(&even), "{even} of {}", drawn.len());
    }

    #[test]
    fn a_smaller_n_is_followed() {
        let block = Cell::new(Block::NEW);
        let _ = draw(&block, u32::MAX);
        assert!((0..100).filter(|_| draw(&block, 2)).count() > 0);
    }

    #[test]
    fn between_two_records_are_less_than_two_blocks() {
        let block = Cell::new(Block::NEW);
        let between: Vec<_> = (0..1000).map(|_| next(&block, 10)).collect();
        assert!(between.iter().all(|takes| *takes <= 18));
        let all = between.iter().sum::<u32>() + 1000;
        assert!((9_980..=10_020).contains(&all), "{all}");
    }
}
