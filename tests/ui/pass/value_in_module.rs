//! `self::` in a value names the module, not the object.

mod inner {
    pub const SIZE: usize = 3;
    pub fn made() -> Vec<u8> {
        vec![1, 2]
    }
}

const START: u8 = 7;

#[derive(Default, pooled_types::Pooled)]
struct Item {
    #[pooled(value = self::START)]
    start: u8,
    #[pooled(value = vec![0; self::inner::SIZE])]
    list: Vec<u8>,
    #[pooled(value = self::inner::made())]
    made: Vec<u8>,
    #[pooled(value = Self::ONE)]
    one: u8,
    #[pooled(max_capacity = self::inner::SIZE)]
    text: String,
}

impl Item {
    const ONE: u8 = 1;
}

#[derive(pooled_types::Pooled)]
enum Choice {
    A(#[pooled(value = self::START)] u8),
    B,
}

impl Default for Choice {
    fn default() -> Self {
        Choice::A(0)
    }
}

fn main() {
    use pooled_types::Pooled;
    let item = Item::take();
    assert_eq!((item.start, item.list.len(), item.made.len(), item.one, item.text.len()), (7, 3, 2, 1, 0));
    assert!(matches!(*Choice::take(), Choice::A(7)));
    drop(Choice::B);
}
