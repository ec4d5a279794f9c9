use pooled_types::Pooled;

#[derive(Default, Pooled)]
struct Item {
    text: &'static std::ffi::CStr,
}

fn main() {
    let _item = Item::take();
}
