use std::collections::HashMap;
use std::sync::Mutex;

use pooled_types::{PoolBox, Pooled, Reset};

#[derive(Default, Reset)]
struct Inner {
    #[pooled(zeroize)]
    key: [u8; 32],
}

#[derive(Default, Pooled)]
struct Part {
    inner: Inner,
}

#[derive(Default, Pooled)]
struct Item {
    option: Option<Inner>,
    #[pooled(max_capacity = 10)]
    list: Vec<Inner>,
    #[pooled(default)]
    map: HashMap<u8, Vec<Inner>>,
    lock: Mutex<(u8, Option<Part>)>,
    handles: Vec<PoolBox<Part>>,
    boxed: Box<Inner>,
    array: [Inner; 2],
    #[pooled(zeroize)]
    keys: Vec<[u8; 32]>,
    #[pooled(with = Vec::clear)]
    others: Vec<Inner>,
}

#[derive(Default, Pooled)]
enum Node {
    #[default]
    Leaf,
    Inner(#[pooled(zeroize)] [u8; 8], Vec<Self>),
}

fn main() {
    let _item = Item::take();
    let _node = Node::take();
}
