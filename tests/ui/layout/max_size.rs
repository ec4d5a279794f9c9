use pooled_types::Pooled;

#[derive(Default, Pooled)]
#[repr(C)]
#[pooled(max_size = 24)]
struct Item {
    kind: u8,
    id: u64,
    retries: u8,
    code: u64,
}

fn main() {}
