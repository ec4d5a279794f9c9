use pooled_types::Reset;

#[derive(Reset)]
union Item {
    a: u8,
    b: i8,
}

fn main() {}
