use pooled_types::Reset;

#[derive(Reset)]
#[pooled(no_straddle)]
struct Item {
    first: [u64; 5],
    second: [u64; 5],
    third: u64,
}

fn main() {}
