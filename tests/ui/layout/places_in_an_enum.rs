use pooled_types::Pooled;

#[derive(Default, Pooled)]
#[pooled(no_straddle, hot_lines = 1)]
enum Item {
    #[default]
    Empty,
    Full(#[pooled(hot)] u64),
}

fn main() {}
