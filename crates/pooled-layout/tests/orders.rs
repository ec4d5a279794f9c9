//! The suggested order against all orders of random structs.

// Without `unsafe`, and slow under Miri.
#![cfg(all(feature = "decode", target_pointer_width = "64", not(miri)))]

use std::iter;

use pooled_layout::Heat;

mod support;
use support::{Random, Shape, fields, layout, permute};

/// Hot lines, hot straddles, size, hot and warm lines, straddles: what counts, in this order. Computed anew, so that a
/// mistake in the figures of the crate shows.
type Ranking = (usize, usize, usize, usize, usize);

fn ranking<'a>(shapes: impl Iterator<Item = &'a Shape>, align: usize, line: usize) -> Ranking {
    let (mut hot, mut warm, mut hot_straddles, mut straddles, mut end) = (0_u128, 0_u128, 0, 0, 0_usize);
    for &(_, size, of_field, heat) in shapes {
        let start = end.next_multiple_of(of_field);
        end = start + size;
        let touched = (start / line..end.div_ceil(line)).filter(|_| size > 0);
        let lines = touched.fold(0_u128, |lines, at| lines | 1 << at);
        let crosses = usize::from(lines.count_ones() as usize > size.div_ceil(line));
        straddles += crosses;
        if heat == Heat::Hot {
            hot |= lines;
            hot_straddles += crosses;
        }
        if heat != Heat::Cold {
            warm |= lines;
        }
    }
    (hot.count_ones() as usize, hot_straddles, end.next_multiple_of(align), warm.count_ones() as usize, straddles)
}

fn shape(random: &mut Random) -> Shape {
    let aligns = [1, 1, 2, 4, 4, 8, 8, 8, 16, 32, 64, 128];
    let align = aligns[random.below(aligns.len())];
    let most = if align >= 32 { 3 } else { 7 };
    let heat = [Heat::Hot, Heat::Warm, Heat::Warm, Heat::Cold, Heat::Cold][random.below(5)];
    ("field", random.below(most) * align, align, heat)
}

fn shapes(random: &mut Random, n: usize) -> Vec<Shape> {
    iter::repeat_with(|| shape(random)).take(n).collect()
}

#[test]
fn no_order_is_better_in_hot_lines_or_size() {
    let mut random = Random(1);
    let structs = if cfg!(miri) { 20 } else { 400 };
    let (mut not_best, mut straddling) = (0, 0);
    for round in 0..structs {
        let line = if round % 4 == 0 { 128 } else { 64 };
        let count = 1 + random.below(if cfg!(miri) { 4 } else { 7 });
        let shapes = shapes(&mut random, count);
        let align = shapes.iter().map(|shape| shape.2).max().unwrap_or(1);
        let (mut best, mut hot_lines, mut size) = ((usize::MAX, 0, 0, 0, 0), usize::MAX, usize::MAX);
        permute(&mut shapes.clone(), 0, &mut |order| {
            let ranking = ranking(order.iter(), align, line);
            (best, hot_lines, size) = (best.min(ranking), hot_lines.min(ranking.0), size.min(ranking.2));
        });
        let layout = layout(fields(&shapes), line);
        let of_order = |order: &[u16]| ranking(order.iter().map(|&at| &shapes[usize::from(at)]), align, line);
        let (least, suggested) = (of_order(layout.least().1), of_order(layout.suggestion().order));
        assert_eq!((least.0, least.2), (hot_lines, size), "the least is not: {shapes:?}");
        assert_eq!(suggested.0, hot_lines, "more hot lines than need be: {shapes:?}");
        assert!(suggested <= least, "worse than what is at hand: {shapes:?}");
        let declared = ranking(shapes.iter(), align, line);
        assert!(suggested <= declared, "worse than declared: {shapes:?}");
        let then = layout.suggestion().then;
        let said = (then.hot_lines, then.hot_straddles, then.size, then.warm_lines, then.straddles);
        assert_eq!(suggested, said, "{shapes:?}");
        assert_eq!(layout.suggestion().improves, suggested < declared, "{shapes:?}");
        let but_straddles = |of: Ranking| (of.0, of.1, of.2, of.3);
        not_best += usize::from(but_straddles(suggested) != but_straddles(best));
        straddling += usize::from(suggested != best);
    }
    // The best is seldom missed in what is not proven. It is missed more often in straddling warm and cold fields,
    // which count last.
    assert!(not_best * 20 <= structs, "{not_best} of {structs} are not the best");
    assert!(straddling * 5 <= structs, "{straddling} of {structs} have more straddling fields than need be");
}

#[test]
fn an_order_is_a_permutation() {
    let mut random = Random(2);
    for count in [0, 1, 2, 20, 100] {
        let layout = layout(fields(&shapes(&mut random, count)), 64);
        for order in [layout.least().1, layout.suggestion().order] {
            let mut sorted = order.to_vec();
            sorted.sort_unstable();
            assert!(sorted.iter().enumerate().all(|(at, &of)| at == usize::from(of)) && sorted.len() == count);
        }
    }
}

#[test]
fn padding_behind_warm_fields_is_filled_with_the_fewest_cold_bytes() {
    let shapes = [
        ("hot", 1, 1, Heat::Hot),
        ("warm", 8, 8, Heat::Warm),
        ("a", 6, 1, Heat::Cold),
        ("b", 1, 1, Heat::Cold),
        ("c", 15, 1, Heat::Cold),
    ];
    let layout = layout(fields(&shapes), 64);
    // 1 and 6 and 1 are 8, so the long one stays behind.
    assert_eq!(layout.least(), (layout.least().0, &[0, 2, 3, 1, 4][..]));
    assert_eq!(layout.least().0.size, 32);
}
