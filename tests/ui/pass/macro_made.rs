//! Types that macros make, with types, values and names from outside.

use pooled_types::Pooled;

macro_rules! record {
    ($name:ident { $($field:ident: $type:ty = $value:expr),* } keeps $capacity:expr, checked by $check:path) => {
        #[derive(Pooled, Default)]
        #[pooled(capacity = $capacity, validate = $check)]
        struct $name {
            $(#[pooled(value = $value)] $field: $type,)*
            rest: Vec<$name>,
        }
    };
}

record!(Record { self_: u8 = 1 + 1, text: String = String::from("x") } keeps 2 * 2, checked by check);

fn check(record: &mut Record) -> bool {
    record.self_ == 2
}

fn main() {
    drop(Record::take());
    let record = Record::try_take().unwrap();
    assert_eq!((record.self_, record.text.as_str(), record.rest.len()), (2, "x", 0));
}
