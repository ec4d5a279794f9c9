//! What follows from where the fields of a struct lie: holes, straddling fields, and which fields share a line.
//!
//! All of it is about an object that starts on a cache line, or within one if it is smaller: as objects in a pool do.

use crate::facts::Field;
use crate::figures::{Figures, Place, figures, lines_of, straddles};

/// Bytes in an object that belong to no field.
///
/// ```
/// use pooled_types::layout::Hole;
/// use pooled_types::{Pooled, TypeLayout};
///
/// #[derive(Pooled, Default)]
/// #[repr(C)]
/// struct Item {
///     #[pooled(hot)]
///     is_new: bool,
///     id: u64,
/// }
///
/// const LAYOUT: TypeLayout = TypeLayout::of::<Item>();
/// let holes: Vec<Hole> = LAYOUT.holes().collect();
/// assert_eq!((holes[0].offset, holes[0].size), (1, 7));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Hole {
    /// Where it starts.
    pub offset: usize,
    /// Bytes.
    pub size: usize,
}

/// The fields of a struct, where they lie. Of a type whose fields have no places of their own, nothing lies anywhere.
pub struct Places<'a, S> {
    fields: &'a [Field<S>],
    /// The order of the memory, as indices into `fields`; empty where fields have no places.
    memory: &'a [u16],
    is_placed: bool,
    size: usize,
    line: usize,
}

impl<S> Clone for Places<'_, S> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<S> Copy for Places<'_, S> {}

impl<'a, S> Places<'a, S> {
    /// Of a type of `size` bytes. `is_placed` is [`Kind::has_places`](crate::Kind::has_places), `memory` the order of
    /// the fields in memory; lines have `line` bytes.
    #[must_use]
    pub const fn new(is_placed: bool, fields: &'a [Field<S>], memory: &'a [u16], size: usize, line: usize) -> Self {
        Self { fields, memory: if is_placed { memory } else { &[] }, is_placed, size, line }
    }

    /// The field that is `at` in memory.
    const fn nth(&self, at: usize) -> &'a Field<S> {
        &self.fields[self.memory[at] as usize]
    }

    /// The fields in the order of the memory.
    pub fn fields(self) -> impl Iterator<Item = &'a Field<S>> + Clone + use<'a, S> {
        self.memory.iter().map(move |&at| &self.fields[usize::from(at)])
    }

    /// The fields that are on a line, counted from 0, or on a part of it.
    pub fn on_line(self, line: usize) -> impl Iterator<Item = &'a Field<S>> + Clone + use<'a, S> {
        self.fields().filter(move |field| field.size > 0 && is_on(field, line, self.line))
    }

    /// The holes before and between the fields, without the tail.
    pub fn holes(self) -> impl Iterator<Item = Hole> + Clone + use<'a, S> {
        (0..self.memory.len()).filter_map(move |at| self.hole_before(at))
    }

    /// The hole before the field that is `at` in memory.
    const fn hole_before(&self, at: usize) -> Option<Hole> {
        hole(if at == 0 { 0 } else { self.nth(at - 1).end() }, self.nth(at).start())
    }

    /// The padding behind the last field, which no order of the fields may be able to avoid.
    #[must_use]
    pub const fn tail(&self) -> Option<Hole> {
        match self.memory.len() {
            _ if !self.is_placed => None,
            0 => hole(0, self.size),
            n => hole(self.nth(n - 1).end(), self.size),
        }
    }

    /// The bytes of the holes and the tail; 0 without places, as of an enum.
    #[must_use]
    pub fn padding(self) -> usize {
        self.holes().chain(self.tail()).map(|hole| hole.size).sum()
    }

    /// The fields that lie on more lines than they must.
    pub fn straddlers(self) -> impl Iterator<Item = &'a Field<S>> + Clone + use<'a, S> {
        self.fields().filter(move |field| straddles(field.start(), field.size, self.line))
    }

    /// The fields that several threads write to and that share a line with a hot field that they do not: each write
    /// takes the line away from the readers of that field.
    pub fn disturbers(self) -> impl Iterator<Item = &'a Field<S>> + Clone + use<'a, S> {
        self.fields().filter(move |field| self.disturbs(field))
    }

    /// Whether a field is one of the [disturbers](Self::disturbers).
    pub(crate) const fn disturbs(&self, field: &Field<S>) -> bool {
        if !field.contended || field.size == 0 {
            return false;
        }
        let (first, last) = lines_of(field.start(), field.size, self.line);
        let mut at = 0;
        while at < self.memory.len() {
            let other = self.nth(at);
            if other.is_hot() && !other.contended && other.size > 0 {
                let (from, to) = lines_of(other.start(), other.size, self.line);
                if from <= last && first <= to {
                    return true;
                }
            }
            at += 1;
        }
        false
    }

    /// What counts about where the fields lie; where they have no places, the size alone.
    #[must_use]
    pub const fn figures(&self) -> Figures {
        if !self.is_placed {
            return Figures::of_size(self.size);
        }
        self.figures_from(0)
    }

    /// The same for an object that starts `base` bytes behind the start of a line.
    const fn figures_from(&self, base: usize) -> Figures {
        figures(self.fields, self.line, self.memory, Place::Real { base, size: self.size })
    }

    /// How many lines the hot fields touch in an object in the worst place that an alignment allows.
    pub(crate) const fn hot_lines_at_worst(&self, align: usize) -> usize {
        let (mut worst, mut base) = (0, 0);
        while base < self.line && self.is_placed {
            let lines = self.figures_from(base).hot_lines;
            worst = if lines > worst { lines } else { worst };
            base += align;
        }
        worst
    }
}

/// The bytes from `offset` to `end`, if there are any.
const fn hole(offset: usize, end: usize) -> Option<Hole> {
    if end > offset { Some(Hole { offset, size: end - offset }) } else { None }
}

const fn is_on<S>(field: &Field<S>, line: usize, line_size: usize) -> bool {
    let (first, last) = lines_of(field.start(), field.size, line_size);
    first <= line && line <= last
}
