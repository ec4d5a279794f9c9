use pooled_types::Reset;

#[derive(Reset)]
enum Item {
    A,
    B,
}

fn main() {}
