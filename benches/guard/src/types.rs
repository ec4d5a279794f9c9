//! One pooled type for each way that a pool is found or an object is reset.

use pooled_types::Pooled;

/// The buffer that most of the types own.
fn buffer<T>() -> Vec<T> {
    Vec::with_capacity(1024)
}

/// The plain case: the pool is a `static`.
#[derive(Pooled)]
#[pooled(new = Self::new)]
pub struct Static(Vec<u8>);

/// The pool is looked up in a table.
#[derive(Pooled)]
#[pooled(new = Self::new)]
pub struct Generic<T>(Vec<T>);

/// A generic type with a `static` pool.
#[derive(Pooled)]
#[pooled(new = Self::new, instances(Listed<u8>))]
pub struct Listed<T>(Vec<T>);

/// Objects never leave their thread.
#[derive(Pooled)]
#[pooled(new = Self::new, local)]
pub struct Local(Vec<u8>);

/// A cache line of plain data. The reset writes all of it.
#[derive(Pooled, Default)]
pub struct NoHeap([u64; 8]);

impl Static {
    fn new() -> Self {
        Self(buffer())
    }
}

impl<T> Generic<T> {
    fn new() -> Self {
        Self(buffer())
    }
}

impl<T> Listed<T> {
    fn new() -> Self {
        Self(buffer())
    }
}

impl Local {
    fn new() -> Self {
        Self(buffer())
    }
}
