//! What a collector gives a recorder.

mod no_alloc;
mod published;
mod recording;
mod text;

use pooled_types::worth::CountingAllocator;

#[global_allocator]
static ALLOCATOR: CountingAllocator = CountingAllocator::new();
