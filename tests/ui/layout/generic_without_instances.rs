use pooled_types::{Pooled, Reset};

#[derive(Default, Pooled)]
#[pooled(max_size = 64, no_straddle)]
struct Item<T>(Vec<T>);

#[derive(Reset)]
#[pooled(max_lines_32 = 1)]
struct Part<const N: usize>([u8; N]);

fn main() {}
