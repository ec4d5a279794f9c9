//! The suggested order: a construction that is provably best in hot lines and in size.
//!
//! # The construction
//! 1. Hot fields by falling alignment. Sizes are multiples of alignments, so no hole is between them: their `H` bytes
//!    lie on `⌈H / line⌉` lines, and fewer can't hold them.
//! 2. Warm fields, and cold ones as filler, by rising alignment; then the other cold fields by rising alignment; then
//!    those that are neither hot nor aligned to less than a line, by rising alignment.
//!
//! # Why the size is the least
//! No order is smaller than `align_up(S, A)`, with `S` the sum of all sizes and `A` the largest alignment. A run by
//! rising alignment that starts at `p` ends at `align_up(p + its bytes, its largest alignment)`. This holds
//! for two reasons: a multiple of an alignment may be added before or after `align_up` to it, and nested `align_up`s to
//! rising alignments are one `align_up` to the last of them. So padding is lost only where a run ends and the next one
//! starts again with small alignments: behind the warm fields. If their largest alignment is `w`, at most
//! `-(H + W + filler) mod w` bytes are lost there. The filler is the set of cold fields of alignment below `w` that
//! makes this number least (a subset sum modulo `w`), and among such sets the one of the fewest bytes. If all these
//! fields were the filler, the sizes of the rest would be multiples of `w`, and the size would be `align_up(S, A)`. The
//! chosen filler leaves no more padding than that, so the size is the same.
//!
//! # What is not proven
//! Another order may have fewer straddling fields, or hot and warm fields together on fewer lines. Among fields of one
//! alignment, a field that would straddle waits until one that does not straddle is placed. This does not change the
//! proof. In a struct of more than some hundred fields, the search for a field that does not straddle is cut short.

use core::marker::PhantomData;

use crate::described::Described;
use crate::facts::{Facts, Field};
use crate::figures::{Figures, Place, align_up, figures, straddles};
use crate::orders::{Ordered, Orders, declared_order, index, sort_by_memory};

/// The orders of the `N` fields of `T`.
pub struct OrdersOf<T, const N: usize>(PhantomData<T>);

impl<T: Described, const N: usize> OrdersOf<T, N> {
    const FACTS: Facts = T::__POOLED_FACTS;
    const MEMORY: [u16; N] = memory_order(&Self::FACTS);
    const LEAST: [u16; N] = least_order(&Self::FACTS);
}

impl<T: Described, const N: usize> Ordered for OrdersOf<T, N> {
    const ORDERS: Orders = Orders {
        memory: &Self::MEMORY,
        suggested: if is_better(&Self::FACTS, &Self::LEAST) { &Self::LEAST } else { &const { declared_order::<N>() } },
        least: &Self::LEAST,
    };
}

const fn memory_order<const N: usize>(facts: &Facts) -> [u16; N] {
    let mut order = [0; N];
    sort_by_memory(facts.fields, facts.kind.has_places(), &mut order, &mut [0; N]);
    order
}

const fn least_order<const N: usize>(facts: &Facts) -> [u16; N] {
    let mut least = [0; N];
    construct(facts.fields, facts.line, &mut least, &mut [Class::Hot; N], &mut [0; N]);
    least
}

/// Whether what was constructed is better than the declared order under `repr(C)`.
const fn is_better<const N: usize>(facts: &Facts, constructed: &[u16; N]) -> bool {
    choose(facts.fields, facts.line, facts.align, constructed, &declared_order::<N>())
}

/// Whether what was constructed is better than the declared order, in a type of this alignment under `repr(C)`.
#[must_use]
pub const fn choose<S>(fields: &[Field<S>], line: usize, align: usize, constructed: &[u16], declared: &[u16]) -> bool {
    let declared = figures(fields, line, declared, Place::Declared { align });
    figures(fields, line, constructed, Place::Declared { align }).better_than(&declared)
}

/// The part of the construction that a field is in.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Class {
    /// Hot.
    Hot,
    /// Warm, or filler.
    Warm,
    /// Cold, and no filler.
    Cold,
    /// Neither hot nor aligned to less than a line.
    Wide,
    /// In the order already.
    Placed,
}

/// Fills `order`; `classes` and `taken` are as long and have no meaning before and after.
pub const fn construct<S>(
    fields: &[Field<S>],
    line: usize,
    order: &mut [u16],
    classes: &mut [Class],
    taken: &mut [u128],
) {
    let (mut at, mut hot_and_warm, mut widest) = (0, 0, 1);
    while at < fields.len() {
        let field = &fields[at];
        classes[at] = class_of(field, line);
        match classes[at] {
            Class::Hot => hot_and_warm += field.size,
            Class::Warm => {
                hot_and_warm += field.size;
                widest = if field.align > widest { field.align } else { widest };
            }
            Class::Cold | Class::Wide | Class::Placed => {}
        }
        at += 1;
    }
    choose_filler(fields, classes, taken, hot_and_warm, widest);
    let mut run = Run { fields, line, classes, order, placed: 0, end: 0, looks: LOOKS };
    run.place(Class::Hot, true);
    run.place(Class::Warm, false);
    run.place(Class::Cold, false);
    run.place(Class::Wide, false);
}

const fn class_of<S>(field: &Field<S>, line: usize) -> Class {
    if field.is_hot() {
        Class::Hot
    } else if field.align >= line {
        Class::Wide
    } else if field.is_cold() {
        Class::Cold
    } else {
        Class::Warm
    }
}

/// The largest line, above every alignment of a warm field.
const MODULUS: usize = 128;

/// Chooses the filler: gives the class of warm fields to the cold fields that leave the least padding behind them.
/// `modulus` is the largest alignment of a warm field.
const fn choose_filler<S>(
    fields: &[Field<S>],
    classes: &mut [Class],
    taken: &mut [u128],
    before: usize,
    modulus: usize,
) {
    if before.is_multiple_of(modulus) {
        return;
    }
    // For each remainder, the fewest bytes of filler that have it, among the fields so far.
    let mut fewest = [usize::MAX; MODULUS];
    fewest[0] = 0;
    let mut at = 0;
    while at < fields.len() {
        taken[at] = 0;
        if is_filler(&fields[at], classes[at], modulus) {
            taken[at] = take_or_leave(&mut fewest, fields[at].size, modulus);
        }
        at += 1;
    }
    let mut rest = best_remainder(&fewest, before, modulus);
    while at > 0 {
        at -= 1;
        if taken[at] >> rest & 1 == 1 {
            classes[at] = Class::Warm;
            rest = (rest + modulus - fields[at].size % modulus) % modulus;
        }
    }
}

/// Whether a field may be filler. One whose size is a multiple of the modulus would not change the padding.
const fn is_filler<S>(field: &Field<S>, class: Class, modulus: usize) -> bool {
    matches!(class, Class::Cold) && field.align < modulus && !field.size.is_multiple_of(modulus)
}

/// Adds one field to the choice. Returns the set of remainders that are now reached by taking the field, a bit each.
const fn take_or_leave(fewest: &mut [usize; MODULUS], size: usize, modulus: usize) -> u128 {
    let (before, mut taken, mut from) = (*fewest, 0, 0);
    while from < modulus {
        let to = (from + size) % modulus;
        if before[from] != usize::MAX && before[from] + size < fewest[to] {
            fewest[to] = before[from] + size;
            taken |= 1 << to;
        }
        from += 1;
    }
    taken
}

/// The remainder of the filler that leaves the least padding.
const fn best_remainder(fewest: &[usize; MODULUS], before: usize, modulus: usize) -> usize {
    let mut padding = 0;
    loop {
        let remainder = (2 * modulus - before % modulus - padding) % modulus;
        if fewest[remainder] != usize::MAX {
            return remainder;
        }
        padding += 1;
    }
}

/// How many fields may be looked at, in all, to find fields that do not straddle. It is enough for some hundred fields.
/// With thousands of fields, more looks would make the compiler warn of an evaluation that does not end.
const LOOKS: usize = 100_000;

/// The order as far as it is built.
struct Run<'a, S> {
    fields: &'a [Field<S>],
    line: usize,
    classes: &'a mut [Class],
    order: &'a mut [u16],
    placed: usize,
    /// Where the last field ends.
    end: usize,
    /// How many of [`LOOKS`] are left.
    looks: usize,
}

impl<S> Run<'_, S> {
    /// Places the fields of a class by alignment.
    const fn place(&mut self, class: Class, falling: bool) {
        while let Some(align) = self.next_align(class, falling) {
            let mut first = 0;
            while let Some(at) = self.next_of(class, align, &mut first) {
                self.order[self.placed] = index(at);
                self.placed += 1;
                self.classes[at] = Class::Placed;
                self.end = align_up(self.end, align) + self.fields[at].size;
            }
        }
    }

    /// The alignment that comes next in a class.
    const fn next_align(&self, class: Class, falling: bool) -> Option<usize> {
        let (mut next, mut at) = (None, 0);
        while at < self.fields.len() {
            let align = self.fields[at].align;
            let is_next = match next {
                Some(other) => (falling && align > other) || (!falling && align < other),
                None => true,
            };
            if self.classes[at] as u8 == class as u8 && is_next {
                next = Some(align);
            }
            at += 1;
        }
        next
    }

    /// The first field of a class and alignment that does not straddle here; if all do, the first of them. `first` is
    /// where to start looking, and moves to the first of them.
    const fn next_of(&mut self, class: Class, align: usize, first: &mut usize) -> Option<usize> {
        while *first < self.fields.len() && !self.is_next(*first, class, align) {
            *first += 1;
        }
        let (start, mut at) = (align_up(self.end, align), *first);
        while at < self.fields.len() && self.looks > 0 {
            if self.is_next(at, class, align) && !straddles(start, self.fields[at].size, self.line) {
                return Some(at);
            }
            self.looks -= 1;
            at += 1;
        }
        if *first < self.fields.len() { Some(*first) } else { None }
    }

    const fn is_next(&self, at: usize, class: Class, align: usize) -> bool {
        self.classes[at] as u8 == class as u8 && self.fields[at].align == align
    }
}

/// What reordering would do.
///
/// ```
/// use pooled_types::layout::Suggestion;
/// use pooled_types::{Pooled, TypeLayout};
///
/// #[derive(Pooled, Default)]
/// #[repr(C)]
/// struct Item {
///     #[pooled(hot)]
///     is_new: bool,
///     id: u64,
///     is_seen: bool,
/// }
///
/// const LAYOUT: TypeLayout = TypeLayout::of::<Item>();
/// let better: Suggestion = LAYOUT.suggestion();
/// assert!(better.improves);
/// assert_eq!((better.now.size, better.then.size), (24, 16));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Suggestion {
    /// The indices of the fields in the suggested order, counted as declared.
    pub order: &'static [u16],
    /// The figures of today.
    pub now: Figures,
    /// The figures with `#[repr(C)]` and this order.
    pub then: Figures,
    /// Whether that is better by the objective: fewest hot lines, fewest hot straddles, least size, fewest hot and warm
    /// lines, fewest straddles.
    pub improves: bool,
}
