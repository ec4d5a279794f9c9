use pooled_types::{PoolBox, Pooled};

#[derive(Default, Pooled)]
struct Node<T> {
    value: T,
    children: Vec<PoolBox<Node<T>>>,
}

fn main() {
    let _node = Node::<u8>::take();
}
