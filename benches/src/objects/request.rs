use std::collections::HashMap;
use std::hint::black_box;

use derivable_object_pool::prelude::*;
use pooled_types::Pooled;
use poolshark::{Discriminant, location_id};

use super::object::Object;

/// What a server reads from a connection.
#[derive(Pooled, Default, ObjectPool)]
pub struct Request {
    path: String,
    body: Vec<u8>,
    spans: Vec<(u32, u32)>,
    headers: HashMap<u32, u32>,
}

impl Request {
    #[inline(never)]
    fn fill(&mut self, n: u32) {
        self.path.push_str("/shop/items/3?sort=price");
        self.body.extend_from_slice(&[n as u8; 200]);
        self.spans.extend([(n, 1), (n, 2), (n, 3), (n, 4)]);
        self.headers.insert(n, 1);
        self.headers.insert(n + 1, 2);
    }
}

impl Object for Request {
    const PLACE: Option<Discriminant> = Discriminant::new(location_id!());

    #[inline]
    fn make() -> Self {
        Self::default()
    }

    #[inline]
    fn touch(&mut self) {
        self.fill(black_box(7));
        black_box(self);
    }

    #[inline]
    fn room(&self) -> usize {
        self.body.capacity().max(1)
    }
}
