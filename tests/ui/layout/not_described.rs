use pooled_types::TypeLayout;

struct Item(u64);

fn main() {
    let _ = TypeLayout::of::<Item>();
}
