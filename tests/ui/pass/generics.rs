//! Generic types of every kind.

use std::borrow::Cow;
use std::collections::HashMap;
use std::hash::Hash;
use std::marker::PhantomData;

use pooled_types::{PoolBox, Pooled, Reset};

#[derive(Pooled, Default)]
struct Where<K, V>
where
    K: Eq + Hash,
{
    map: HashMap<K, V>,
}

#[derive(Pooled, Default)]
struct Defaults<T = u8, const N: usize = 4> {
    list: Vec<T>,
    #[pooled(value = [0; N].len())]
    length: usize,
}

#[derive(Pooled, Default)]
struct Phantom<T>(PhantomData<fn(T)>);

#[derive(Pooled, Default)]
struct Bounded<T: Clone + Reset + Default>(T, [T; 2], (T, u8));

#[derive(Pooled)]
#[pooled(new = Self::leaf)]
struct Node<T: Reset + Default + Send + 'static> {
    value: T,
    children: Vec<PoolBox<Node<T>>>,
    next: Option<Box<Self>>,
}

impl<T: Reset + Default + Send + 'static> Node<T> {
    fn leaf() -> Self {
        Self { value: T::default(), children: Vec::new(), next: None }
    }
}

#[derive(Pooled, Default)]
#[pooled(local)]
struct Local<T>(Option<std::rc::Rc<T>>);

#[derive(Reset)]
struct Borrowing<'a, T: ?Sized + 'a, U>(#[pooled(keep)] &'a T, #[pooled(default)] Vec<&'a u8>, U);

#[derive(Pooled, Default)]
#[pooled(bound = "")]
struct NoBound<T: Default + Reset + Send>(T);

#[derive(Pooled, Default)]
struct Nothing<T>(#[pooled(default)] Cow<'static, [u8]>, #[pooled(value = None)] Option<T>);

fn main() {
    drop((Where::<u8, String>::take(), Defaults::<u8>::take(), Phantom::<String>::take()));
    drop((Bounded::<u8>::take(), Node::<String>::take(), Local::<u8>::take()));
    drop((NoBound::<u8>::take(), Nothing::<u8>::take()));
    let text = String::from("x");
    let mut borrowing = Borrowing(text.as_str(), Vec::new(), 1);
    borrowing.reset();
    assert_eq!((borrowing.0, borrowing.1.len(), borrowing.2), ("x", 0, 0));
    std::thread::spawn(|| drop(Node::<u8>::take())).join().unwrap();
    let handle = Node::<u8>::take();
    std::thread::spawn(move || drop(handle)).join().unwrap();
}
