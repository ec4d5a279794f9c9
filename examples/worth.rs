//! Five types, and whether each is worth pooling on this machine.
//!
//! ```text
//! cargo run --release --example worth
//! ```
//!
//! The answer depends on the type and on its use. So run `worth` on your own types, filled as your program fills them.

use std::collections::{BTreeMap, HashMap};
use std::hint::black_box;

use pooled_types::{CountingAllocator, Pooled, worth};

/// Lets the reports say how many allocations the pool avoids.
#[global_allocator]
static ALLOCATOR: CountingAllocator = CountingAllocator::new();

/// Owns nothing: there is nothing that a pool could save.
#[derive(Pooled, Default)]
struct Point {
    x: f64,
    y: f64,
    z: f64,
}

/// A datagram of 1 KiB, put together from pieces.
#[derive(Pooled, Default)]
struct Packet {
    bytes: Vec<u8>,
}

/// Some text, two lists and a map. All of them keep their memory.
#[derive(Pooled, Default)]
struct Request {
    path: String,
    headers: Vec<(u32, u32)>,
    fields: HashMap<u32, u32>,
    body: Vec<u8>,
}

/// A map whose nodes are freed by a reset, so that a pool keeps nothing of it.
#[derive(Pooled, Default)]
struct Index {
    places: BTreeMap<u32, Box<str>>,
}

/// A buffer that each use makes larger than 64 KiB, which is the most that a pool keeps of a container without
/// `max_capacity`.
#[derive(Pooled, Default)]
struct Document {
    text: String,
}

fn main() {
    let piece = black_box([7; 64]);
    let line = black_box("a line of a document that was read from somewhere\n");
    println!("{}\n", worth(|point: &mut Point| (point.x, point.y, point.z) = black_box((1.0, 2.0, 3.0))));
    println!("{}\n", worth(|packet: &mut Packet| (0..16).for_each(|_| packet.bytes.extend_from_slice(&piece))));
    println!("{}\n", worth(|request: &mut Request| fill_request(request, line)));
    println!("{}\n", worth(|index: &mut Index| fill_index(index, line)));
    println!("{}", worth(|document: &mut Document| fill_document(document, line)));
}

fn fill_request(request: &mut Request, line: &str) {
    request.path.push_str("/search?q=");
    request.path.push_str(line);
    request.headers.extend((0..12).map(|n| (n, n + 1)));
    request.fields.extend((0..20).map(|n| (n, n * n)));
    request.body.extend_from_slice(line.as_bytes());
}

fn fill_index(index: &mut Index, line: &str) {
    for (place, word) in (0_u32..).zip(line.split(' ').cycle()).take(200) {
        index.places.insert(place.wrapping_mul(2_654_435_761), word.into());
    }
}

fn fill_document(document: &mut Document, line: &str) {
    for _ in 0..4_000 {
        document.text.extend(line.chars().map(|letter| letter.to_ascii_uppercase()));
    }
}
