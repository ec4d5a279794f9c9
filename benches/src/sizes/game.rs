//! A game: in each frame the objects whose time is over are dropped, and as many new ones are taken. An object lives
//! from 1 to 30 frames.

use serde::{Deserialize, Serialize};

use super::grid::Visit;
use super::random::Random;
use super::round::{Round, each_ns, with_misses};
use super::source::Source;

const LIFE: usize = 30;
/// Objects of a round by the clock, at least.
const OBJECTS: usize = 60_000;
/// Objects of a round span so many frames, at least.
const FRAMES: usize = 30;

/// What the objects are.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Shape {
    /// 24 bytes that keep a kibibyte on the heap.
    Buffer,
    /// 64 bytes, and nothing on the heap.
    Line,
}

pub struct Game {
    pub a_frame: usize,
}

impl Visit for Game {
    type Output = Round;

    fn visit<S: Source>(self, source: S) -> Round {
        let frames = OBJECTS.div_ceil(self.a_frame).max(FRAMES);
        let mut world = World::new(source, self.a_frame);
        world.play(3 * LIFE);
        Box::new(move || {
            world.play(1);
            with_misses(source, || each_ns(frames * self.a_frame, || world.play(frames)))
        })
    }
}

struct World<S: Source> {
    source: S,
    a_frame: usize,
    /// The objects by the frame in which their time is over.
    ends: Vec<Vec<S::Handle>>,
    frame: usize,
    random: Random,
}

impl<S: Source> World<S> {
    fn new(source: S, a_frame: usize) -> Self {
        let ends = (0..=LIFE).map(|_| Vec::new()).collect();
        Self { source, a_frame, ends, frame: 0, random: Random::new(1) }
    }

    #[inline(never)]
    fn play(&mut self, frames: usize) {
        for _ in 0..frames {
            self.frame = (self.frame + 1) % self.ends.len();
            self.ends[self.frame].drain(..).for_each(drop);
            for _ in 0..self.a_frame {
                let end = (self.frame + 1 + self.random.below(LIFE)) % self.ends.len();
                self.ends[end].push(self.source.take());
            }
        }
    }
}
