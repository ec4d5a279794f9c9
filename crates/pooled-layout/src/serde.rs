//! The report as data.

use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

use crate::facts::{Field, Heat, Kind};
use crate::figures::Figures;
use crate::places::Hole;
use crate::suggest::Suggestion;
use crate::type_layout::{SlotLayout, TypeLayout};

/// Serialises a struct as its named parts.
macro_rules! serialize {
    ($type:ident, $value:ident: $($name:literal = $part:expr),+ $(,)?) => {
        impl Serialize for $type {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                let $value = self;
                let mut parts = serializer.serialize_struct(stringify!($type), [$($name),+].len())?;
                $(parts.serialize_field($name, &$part)?;)+
                parts.end()
            }
        }
    };
}

/// What an iterator yields, as a sequence.
struct Sequence<I>(I);

impl<I: Iterator<Item: Serialize> + Clone> Serialize for Sequence<I> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.clone())
    }
}

serialize!(TypeLayout, layout:
    "name" = layout.name(),
    "module" = layout.module(),
    "file" = layout.source().0,
    "file_line" = layout.source().1,
    "kind" = layout.kind(),
    "size" = layout.size,
    "align" = layout.align,
    "slot" = layout.slot(),
    "line_size" = layout.line_size,
    "lines" = layout.lines(),
    "fields" = Sequence(layout.fields()),
    "holes" = Sequence(layout.holes()),
    "tail_padding" = layout.tail_padding(),
    "largest_hole" = layout.largest_hole(),
    "straddlers" = Sequence(layout.straddlers().map(|field| field.name)),
    "contended" = Sequence(layout.contended().map(|field| field.name)),
    "hot_lines" = layout.hot_lines(),
    "hot_lines_at_worst" = layout.hot_lines_at_worst(),
    "idle_bytes" = layout.idle_bytes().0,
    "idle_bytes_are_all" = layout.idle_bytes().1,
    "unmeasured" = Sequence(layout.unmeasured().map(|field| field.name)),
    "frees_elements" = Sequence(layout.frees_elements().map(|field| field.name)),
    "suggestion" = layout.suggestion(),
);

serialize!(Field, field:
    "variant" = Some(field.variant).filter(|variant| !variant.is_empty()),
    "name" = field.name,
    "type" = field.ty,
    "offset" = field.offset,
    "size" = field.size,
    "align" = field.align,
    "heat" = field.heat,
    "contended" = field.contended,
    "kept" = field.kept,
    "unmeasured" = field.unmeasured,
    "frees_elements" = field.frees_elements,
);

serialize!(Hole, hole: "offset" = hole.offset, "size" = hole.size);

serialize!(SlotLayout, slot: "align" = slot.align, "stride" = slot.stride);

serialize!(Suggestion, suggestion:
    "order" = suggestion.order,
    "improves" = suggestion.improves,
    "now" = suggestion.now,
    "then" = suggestion.then,
);

serialize!(Figures, figures:
    "hot_lines" = figures.hot_lines,
    "hot_straddles" = figures.hot_straddles,
    "size" = figures.size,
    "warm_lines" = figures.warm_lines,
    "straddles" = figures.straddles,
);

impl Serialize for Heat {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

impl Serialize for Kind {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(match self {
            Self::Struct => "struct",
            Self::Ordered => "ordered struct",
            Self::Enum => "enum",
            Self::Opaque => "opaque",
        })
    }
}
