//! Pooled types that are called like those of the standard library.

use pooled_types::Pooled;

macro_rules! pooled {
    ($($name:ident)*) => {$(
        #[derive(Pooled, Default)]
        struct $name {
            list: std::vec::Vec<u8>,
            #[pooled(value = 1)]
            value: u8,
        }
    )*};
}

pooled!(Result Option Vec Self_ Box String Send Default Reset PoolBox);

fn main() {
    let object = Result::take();
    assert_eq!((object.list.len(), object.value), (0, 1));
    drop((Option::take(), Vec::take(), Self_::take(), Box::take(), String::take()));
}
