//! What a broken `no_straddle` says of other orders, against all orders of random structs.

// Without `unsafe`, and slow under Miri.
#![cfg(all(feature = "decode", target_pointer_width = "64", not(miri)))]

use std::panic;

use pooled_layout::Heat;
use pooled_layout::TypeLayout;
use pooled_layout::budget::{Budget, check_budget};

mod support;
use support::{Random, Shape, fields, layout, permute};

const NAMES: [&str; 40] = [
    "f00", "f01", "f02", "f03", "f04", "f05", "f06", "f07", "f08", "f09", "f10", "f11", "f12", "f13", "f14", "f15",
    "f16", "f17", "f18", "f19", "f20", "f21", "f22", "f23", "f24", "f25", "f26", "f27", "f28", "f29", "f30", "f31",
    "f32", "f33", "f34", "f35", "f36", "f37", "f38", "f39",
];
const NONE: &str = "\nno order of the fields keeps it: ";
const KEPT: &str = "\n#[repr(C)] and this order of the fields keep it:\n";
const UNKNOWN: &str = "\nno order that keeps it was found; there are too many to try them all\n";

/// What the compiler would say; nothing if the budget is kept.
fn said(budget: Budget, layout: TypeLayout) -> Option<String> {
    let panic = panic::catch_unwind(|| check_budget(budget, layout)).err()?;
    panic.downcast::<String>().ok().map(|text| *text)
}

/// Whether the fields keep the budget in this order under `repr(C)`. Computed anew.
fn keeps(budget: &Budget, order: &[Shape], line: usize) -> bool {
    let (mut end, mut hot, mut align) = (0_usize, 0_u128, 1);
    for &(_, size, of_field, heat) in order {
        let start = end.next_multiple_of(of_field);
        (end, align) = (start + size, of_field.max(align));
        let touched = (start / line..end.div_ceil(line)).filter(|_| size > 0);
        let lines = touched.fold(0_u128, |lines, at| lines | 1 << at);
        if lines.count_ones() as usize > size.div_ceil(line) {
            return false;
        }
        hot |= if heat == Heat::Hot { lines } else { 0 };
    }
    end.next_multiple_of(align) <= budget.max_size && hot.count_ones() as usize <= budget.hot_lines
}

/// The order that the text shows.
fn shown(text: &str, shapes: &[Shape]) -> Vec<Shape> {
    let list = text.split_once(KEPT).unwrap().1.split("\n\n").next().unwrap();
    let find = |name: &str| shapes.iter().find(|shape| shape.0 == name.trim()).copied();
    list.split(',').filter_map(find).collect()
}

/// Fields that often straddle: as large as three eighths of a line, and more.
fn shapes(random: &mut Random, n: usize) -> Vec<Shape> {
    let shape = |at: usize| {
        let (size, align) =
            [(24, 8), (40, 8), (8, 8), (4, 4), (20, 4), (1, 1), (33, 1), (72, 8), (0, 1)][random.below(9)];
        (NAMES[at], size, align, [Heat::Hot, Heat::Warm, Heat::Cold][random.below(3)])
    };
    (0..n).map(shape).collect()
}

#[test]
fn what_is_said_of_other_orders_is_true() {
    let mut random = Random(3);
    let (mut kept, mut impossible) = (0, 0);
    for _ in 0..400 {
        let count = 2 + random.below(6);
        let shapes = shapes(&mut random, count);
        let layout = layout(fields(&shapes), 64);
        let (least, _) = layout.least();
        let max_size = [usize::MAX, least.size, least.size + 8][random.below(3)];
        let hot_lines = [usize::MAX, least.hot_lines][random.below(2)];
        let budget = Budget { no_straddle: true, max_size, hot_lines, ..Budget::NONE };
        let Some(text) = said(budget, layout) else {
            assert!(keeps(&budget, &shapes, 64), "{shapes:?}");
            continue;
        };
        let mut can_be_kept = false;
        permute(&mut shapes.clone(), 0, &mut |order| can_be_kept |= keeps(&budget, order, 64));
        assert_eq!((text.contains(KEPT), text.contains(NONE)), (can_be_kept, !can_be_kept), "{text}");
        if can_be_kept {
            let order = shown(&text, &shapes);
            assert!(order.len() == count && keeps(&budget, &order, 64), "{text}");
        }
        (kept, impossible) = (kept + usize::from(can_be_kept), impossible + usize::from(!can_be_kept));
    }
    assert!(kept > 50 && impossible > 50, "{kept} {impossible}");
}

#[test]
fn what_is_not_known_is_not_claimed() {
    // Nothing but padding fits behind one of 60 bytes, so two are too many; but the others have too many orders to see
    // it.
    let sizes = [8, 12, 16, 20, 24, 28, 32, 36, 60, 60];
    let shapes: Vec<Shape> = sizes.into_iter().zip(NAMES).map(|(size, name)| (name, size, 4, Heat::Warm)).collect();
    let budget = Budget { no_straddle: true, ..Budget::NONE };
    assert!(said(budget, layout(fields(&shapes), 64)).unwrap().contains(UNKNOWN));
    // More fields than are ordered. An order that keeps it: pairs of 24 and 40.
    let shapes: Vec<Shape> = (0..40).map(|at| (NAMES[at], if at < 20 { 24 } else { 40 }, 8, Heat::Warm)).collect();
    assert!(said(budget, layout(fields(&shapes), 64)).unwrap().contains(UNKNOWN));
    let fewer = said(budget, layout(fields(&shapes[5..35]), 64)).unwrap();
    assert!(keeps(&budget, &shown(&fewer, &shapes[5..35]), 64), "{fewer}");
}
