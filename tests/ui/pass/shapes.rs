//! Shapes of types that are seldom seen.

use pooled_types::{Pooled, Reset};

#[derive(Reset)]
struct Tail<T: ?Sized> {
    head: u8,
    tail: T,
}

#[derive(Reset)]
enum Single {
    Only { text: String },
}

#[derive(Default, Pooled)]
struct r#Raw {
    r#type: u8,
    #[pooled(keep)]
    r#match: u8,
}

#[derive(Default, Pooled)]
struct Braces {}

#[derive(Default, Pooled)]
struct Parentheses();

#[derive(Pooled, Default)]
#[pooled(instances(Alias, Generic<[u8; 2], { 1 + 1 }>))]
struct Generic<T, const N: usize>(Vec<T>);

type Alias = Generic<u8, 3>;

mod inner {
    use pooled_types::Pooled;

    #[derive(Default)]
    pub struct T;

    #[derive(Default, Pooled)]
    #[pooled(instances(SameName<self::T>))]
    pub struct SameName<T>(Vec<T>, #[pooled(default)] Option<self::T>);
}

fn main() {
    let tail: &mut Tail<[u8]> = &mut Tail { head: 1, tail: [1, 2] };
    tail.reset();
    assert_eq!((tail.head, &tail.tail), (0, &[0, 0][..]));
    let mut single = Single::Only { text: String::from("x") };
    single.reset();
    let Single::Only { text } = single;
    assert!(text.is_empty() && text.capacity() > 0);
    let mut raw = r#Raw::take();
    (raw.r#type, raw.r#match) = (1, 1);
    drop(raw);
    let raw = r#Raw::take();
    assert_eq!((raw.r#type, raw.r#match), (0, 1));
    drop((Braces::take(), Parentheses::take(), Alias::take(), Generic::<[u8; 2], 2>::take(), Generic::<u8, 9>::take()));
    drop(inner::SameName::<inner::T>::take());
}
