use pooled_types::Pooled;

#[derive(Default, Pooled)]
#[repr(C)]
#[pooled(hot_lines = 1)]
struct Item {
    #[pooled(hot)]
    id: u64,
    #[pooled(cold)]
    history: [u64; 16],
    name: String,
    #[pooled(hot)]
    body: Vec<u8>,
}

fn main() {}
