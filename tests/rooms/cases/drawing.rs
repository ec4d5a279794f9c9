//! Levels, sizes and the drawing.

use super::made::{root, tree};
use crate::draw::drawing;
use crate::picture::Picture;

fn drawn(files: &[(&str, &str)]) -> String {
    drawing(&Picture::of(&tree(files), &[]))
}

#[test]
fn rooms_are_drawn_from_the_top_down() {
    let drawn = drawn(&[
        ("lib.rs", &root(&["low", "middle", "other", "top"])),
        ("low.rs", ""),
        ("middle.rs", "use crate::low::L;"),
        ("other.rs", ""),
        ("top.rs", "use crate::{low, middle::M}; mod below;"),
        ("top/below.rs", "use crate::other::O;"),
    ]);
    assert_eq!(
        drawn,
        "\nmade\n   3  top     low, middle, other\n   2  middle  low\n   1  low\n   1  other\n\
         made: 4 rooms, 3 levels, 4 imports, 0 against the map, 0 circles; \
         6 files, 4 imports between files, 0 circles\n"
    );
}

#[test]
fn a_circle_has_one_level() {
    let drawn = drawn(&[
        ("lib.rs", &root(&["low", "a", "b", "top"])),
        ("low.rs", ""),
        ("a.rs", "use crate::{b, low::L};"),
        ("b.rs", "use crate::a;"),
        ("top.rs", "use crate::a;"),
    ]);
    assert_eq!(
        drawn,
        "\nmade\n   3  top  a\n   2  a    low, b\n   2  b    a\n   1  low\n\
         made: 4 rooms, 3 levels, 4 imports, 1 against the map, 1 circle; \
         5 files, 4 imports between files, 1 circle\n"
    );
}
