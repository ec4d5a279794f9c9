use pooled_types::Reset;

#[derive(Default, Reset)]
#[pooled(reset = <Self as Reset>::reset)]
struct Item<'a, T>(T, &'a str);

fn main() {
    Item(1, "").reset();
}
