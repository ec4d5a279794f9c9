use pooled_types::Reset;

#[derive(Reset)]
#[repr(C)]
#[pooled(no_straddle)]
struct Item {
    first: [u64; 6],
    body: Vec<u8>,
    second: [u64; 2],
}

fn main() {}
