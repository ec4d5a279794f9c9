//! The memory layout of a type: where its fields lie on cache lines, and which order would be better.
//!
//! The derives print what the compiler says of a type ([`Facts`]); everything else is computed from that by `const fn`,
//! without allocation.

use crate::described::Described;
use crate::facts::{Facts, Field, Heat, Kind};
use crate::figures::{Figures, Place, align_up, figures};
use crate::orders::{Ordered, Orders};
use crate::places::{Hole, Places};
use crate::suggest::Suggestion;

/// The layout of a type, as the compiler made it for the target that is being built.
///
/// [`Display`](core::fmt::Display) shows it as a table of 80 columns. All methods are `const` or lazy: what is not
/// asked for is not computed.
///
/// The suggested order is one of several that may be equally good: `cargo pooled layout`, which searches further, may
/// name another.
///
/// The figures of lines hold for an object that starts on a line. Objects in a thread-local pool do (one that is
/// smaller than a line lies within one); [`hot_lines_at_worst`](Self::hot_lines_at_worst) is for others.
///
/// ```
/// use pooled_types::{Pooled, TypeLayout};
///
/// #[derive(Pooled, Default)]
/// #[repr(C)]
/// struct Item {
///     kind: u8,
///     id: u64,
///     is_new: bool,
/// }
///
/// const LAYOUT: TypeLayout = TypeLayout::of::<Item>(); // or `Item::LAYOUT`
/// assert_eq!((LAYOUT.size, LAYOUT.align), (24, 8));
/// println!("{LAYOUT}"); // the fields, a map of the cache lines, and a better order
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct TypeLayout {
    /// The size in bytes.
    pub size: usize,
    /// The alignment in bytes.
    pub align: usize,
    /// The bytes of a cache line: 64, or 128 by `#[pooled(line = 128)]`.
    pub line_size: usize,
    pub(crate) facts: Facts,
    orders: Orders,
    /// What an object may own after a reset, if that is known and the fields are not.
    kept: Option<usize>,
}

/// How the memory of an object in a thread-local pool is allocated: with the size of the type and this alignment.
///
/// ```
/// use pooled_types::layout::SlotLayout;
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
/// let slot: SlotLayout = LAYOUT.slot().expect("it is in a thread-local pool");
/// assert_eq!((slot.align, slot.stride), (16, 16)); // so that it never straddles a line
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct SlotLayout {
    /// The alignment in bytes: that of the type or more.
    pub align: usize,
    /// The size in bytes, rounded up to the alignment: two objects are at least so far apart. The allocator may use the
    /// bytes between them for smaller allocations.
    pub stride: usize,
}

/// The alignment of a slot: a type of a line or more starts on a line, a smaller one never straddles one.
///
/// Alignment to the next power of two of the size, but no more than a line, gives both.
#[doc(hidden)]
#[must_use]
pub const fn slot_align(size: usize, align: usize, line: usize) -> usize {
    if size == 0 {
        return align;
    }
    let line_fit = if size >= line { line } else { size.next_power_of_two() };
    if line_fit > align { line_fit } else { align }
}

impl TypeLayout {
    /// The layout of a type that derives `Pooled` or `Reset`. The layout of a container of the standard library has its
    /// size, its alignment and what an idle one keeps.
    ///
    /// ```
    /// use pooled_types::{Reset, TypeLayout};
    ///
    /// #[derive(Reset)]
    /// #[repr(C)]
    /// struct Point {
    ///     is_set: bool,
    ///     x: f64,
    /// }
    ///
    /// let layout = TypeLayout::of::<Point>();
    /// assert_eq!((layout.size, layout.holes().count()), (16, 1));
    /// println!("{layout}");
    /// ```
    #[must_use]
    pub const fn of<T: Described>() -> Self {
        let mut layout = Self::from_facts(T::__POOLED_FACTS, T::__PooledOrders::ORDERS);
        if !layout.facts.kind.has_fields() {
            layout.kept = T::__POOLED_TRAITS.kept;
        }
        layout
    }

    /// The layout that follows from these facts and orders.
    #[doc(hidden)]
    #[must_use]
    pub const fn from_facts(facts: Facts, orders: Orders) -> Self {
        Self { size: facts.size, align: facts.align, line_size: facts.line, facts, orders, kept: None }
    }

    /// The same layout under another name: that of an instantiation.
    #[doc(hidden)]
    #[must_use]
    pub const fn named(mut self, name: &'static str) -> Self {
        self.facts.name = name;
        self
    }

    /// The name of the type, with the parameters of a generic type as written. Empty if the pool is not derived.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.facts.name
    }

    /// The module of the type.
    #[must_use]
    pub const fn module(&self) -> &'static str {
        self.facts.module
    }

    /// Where the type is declared: the source file and the line in it.
    #[must_use]
    pub const fn source(&self) -> (&'static str, u32) {
        (self.facts.file, self.facts.file_line)
    }

    /// Whether it is a struct, an enum, or unknown inside.
    #[must_use]
    pub const fn kind(&self) -> Kind {
        self.facts.kind
    }

    /// How the pool allocates objects; `None` if they are not in a thread-local pool.
    #[must_use]
    pub const fn slot(&self) -> Option<SlotLayout> {
        if !self.facts.pooled {
            return None;
        }
        let align = slot_align(self.size, self.align, self.line_size);
        Some(SlotLayout { align, stride: align_up(self.size, align) })
    }

    /// The fields in the order of the memory; those of an enum as declared.
    pub fn fields(&self) -> impl Iterator<Item = &'static Field> + Clone + use<> {
        let fields = self.facts.fields;
        self.orders.memory.iter().map(|&at| &fields[usize::from(at)])
    }

    /// The fields as declared.
    #[must_use]
    pub const fn declared_fields(&self) -> &'static [Field] {
        self.facts.fields
    }

    /// How many lines an object lies on.
    #[must_use]
    pub const fn lines(&self) -> usize {
        self.size.div_ceil(self.line_size)
    }

    /// The fields of a struct that are on a line, counted from 0, or on a part of it.
    pub fn fields_of_line(&self, line: usize) -> impl Iterator<Item = &'static Field> + Clone + use<> {
        self.places().on_line(line)
    }

    /// The holes between the fields of a struct, without the tail.
    pub fn holes(&self) -> impl Iterator<Item = Hole> + Clone + use<> {
        self.places().holes()
    }

    /// The bytes of a struct behind its last field.
    #[must_use]
    pub const fn tail_padding(&self) -> usize {
        match self.places().tail() {
            Some(tail) => tail.size,
            None => 0,
        }
    }

    /// The largest of the holes.
    #[must_use]
    pub fn largest_hole(&self) -> Option<Hole> {
        self.holes().reduce(|a, b| if b.size > a.size { b } else { a })
    }

    /// The fields of a struct that lie on more lines than they must.
    pub fn straddlers(&self) -> impl Iterator<Item = &'static Field> + Clone + use<> {
        self.places().straddlers()
    }

    /// How many lines the hot fields of a struct touch.
    #[must_use]
    pub const fn hot_lines(&self) -> usize {
        self.figures().hot_lines
    }

    /// The same for an object in the worst place that its alignment allows: on the stack, in a `Vec`, in another
    /// struct.
    #[must_use]
    pub const fn hot_lines_at_worst(&self) -> usize {
        self.places().hot_lines_at_worst(self.align)
    }

    /// The fields that look as if several threads write to them (atomics, locks, and what has those in it) and share a
    /// line with a hot field that does not: each such write takes the line away from the hot field's readers.
    ///
    /// This is judged by the type, so an alias does not hide it. An `Option`, a type parameter and a type of another
    /// crate hide it.
    pub fn contended(&self) -> impl Iterator<Item = &'static Field> + Clone + use<> {
        self.places().disturbers()
    }

    /// The bytes that an idle object keeps at most, as far as known: its size, which is what its slot asks the
    /// allocator for, and what its fields may own after a reset. `false` beside it says that there are fields of which
    /// this is not known, so that it may be more.
    ///
    /// It is known of types that own nothing, and of the containers of the standard library; with `max_capacity = N` or
    /// `max_bytes = N` if `N` is a number. The fields of all variants of an enum are added up.
    #[must_use]
    pub const fn idle_bytes(&self) -> (usize, bool) {
        if !self.facts.kind.has_fields() {
            return match self.kept {
                Some(kept) => (self.size.saturating_add(kept), true),
                None => (self.size, false),
            };
        }
        let (mut bytes, mut is_all, mut at) = (self.size, true, 0);
        while at < self.facts.fields.len() {
            match self.facts.fields[at].kept {
                Some(kept) => bytes = bytes.saturating_add(kept),
                None => is_all = false,
            }
            at += 1;
        }
        (bytes, is_all)
    }

    /// The fields that may own memory which no pool can measure: their types need a drop and have no `Reset`. What they
    /// own does not count towards the budget of idle bytes. A `Reset` of the type with a `retained_bytes` changes that.
    pub fn unmeasured(&self) -> impl Iterator<Item = &'static Field> + Clone + use<> {
        self.fields().filter(|field| field.unmeasured)
    }

    /// The fields of which a reset frees what the elements own: each use allocates it anew. A container that keeps its
    /// elements, such as `ReuseVec`, changes that.
    pub fn frees_elements(&self) -> impl Iterator<Item = &'static Field> + Clone + use<> {
        self.fields().filter(|field| field.frees_elements)
    }

    /// The order of a struct's fields that is suggested, and what it would change.
    ///
    /// No other order has hot fields on fewer lines; of the orders with as few straddling hot fields as it has, none is
    /// smaller. That no order has fewer of them, or fewer straddling fields of any heat, is sought, not proven.
    /// `cargo pooled layout` searches further, and may name another order: with equal figures, or a better one.
    #[must_use]
    pub const fn suggestion(&self) -> Suggestion {
        let (now, order) = (self.figures(), self.orders.suggested);
        if !self.has_places() {
            return Suggestion { order: &[], now, then: now, improves: false };
        }
        let then = self.figures_of(order);
        Suggestion { order, now, then, improves: then.better_than(&now) }
    }

    /// The figures of the order that provably has the fewest hot lines and the least size, and that order.
    #[doc(hidden)]
    #[must_use]
    pub const fn least(&self) -> (Figures, &'static [u16]) {
        if self.has_places() {
            return (self.figures_of(self.orders.least), self.orders.least);
        }
        (self.figures(), &[])
    }

    /// The figures of today.
    #[must_use]
    pub const fn figures(&self) -> Figures {
        self.places().figures()
    }

    /// The figures of an order under `repr(C)`.
    const fn figures_of(&self, order: &[u16]) -> Figures {
        figures(self.facts.fields, self.line_size, order, Place::Declared { align: self.align })
    }

    /// Where the fields lie.
    pub(crate) const fn places(&self) -> Places<'static, &'static str> {
        Places::new(self.has_places(), self.facts.fields, self.orders.memory, self.size, self.line_size)
    }

    /// Whether it is a struct, in which each byte is of one field. An enum has other fields in each variant.
    pub(crate) const fn has_places(&self) -> bool {
        self.facts.kind.has_places()
    }

    /// The field that is `at` in memory.
    pub(crate) const fn nth(&self, at: usize) -> &'static Field {
        &self.facts.fields[self.orders.memory[at] as usize]
    }

    pub(crate) const fn field_count(&self) -> usize {
        self.orders.memory.len()
    }

    pub(crate) const fn has_heat(&self, heat: Heat) -> bool {
        let mut at = 0;
        while at < self.facts.fields.len() {
            if self.facts.fields[at].heat as u8 == heat as u8 {
                return true;
            }
            at += 1;
        }
        false
    }
}
