//! Types that contain themselves and each other.

use pooled_types::{PoolBox, Pooled, Reset};

#[derive(Default, Pooled)]
struct Tree {
    children: Vec<PoolBox<Self>>,
    twin: Option<Box<Other>>,
}

#[derive(Default, Pooled)]
struct Other(Vec<PoolBox<Tree>>, Vec<PoolBox<Other>>);

#[derive(Pooled)]
enum Expr<T: Default + Reset + Send + 'static> {
    Leaf(T),
    Sum(Vec<PoolBox<Expr<T>>>),
}

impl<T: Default + Reset + Send + 'static> Default for Expr<T> {
    fn default() -> Self {
        Self::Leaf(T::default())
    }
}

#[derive(Default, Pooled)]
struct One<T: Default + Reset + Send + 'static>(T, Vec<PoolBox<Two<T>>>);

#[derive(Default, Pooled)]
struct Two<T: Default + Reset + Send + 'static>(Option<Box<One<T>>>, Vec<PoolBox<One<T>>>);

fn main() {
    let mut tree = Tree::take();
    tree.children.push(Tree::take());
    tree.twin = Some(Box::new(Other(vec![Tree::take()], vec![Other::take()])));
    drop(tree);
    let mut expr = Expr::<u8>::take();
    *expr = Expr::Sum(vec![Expr::take()]);
    drop(expr);
    assert!(matches!(*Expr::<u8>::take(), Expr::Leaf(0)));
    let mut one = One::<String>::take();
    one.1.push(Two::take());
    drop(one);
    assert!(One::<String>::take().1.is_empty());
}
