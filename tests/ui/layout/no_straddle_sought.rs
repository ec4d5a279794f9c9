use pooled_types::Reset;

#[derive(Reset)]
#[repr(C)]
#[pooled(no_straddle)]
struct Item {
    first: [u64; 3],
    second: [u64; 3],
    third: [u64; 5],
    fourth: [u64; 5],
}

fn main() {}
