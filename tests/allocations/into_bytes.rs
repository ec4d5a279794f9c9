//! Pooled buffers as `bytes::Bytes`.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::thread;

use bytes::{Buf, Bytes, BytesMut};
use pooled_types::{PoolArc, PoolBox, Pooled};

use crate::support::allocator::allocations;
use crate::support::witness::Witness;

const ROUNDS: u64 = if cfg!(miri) { 5 } else { 100 };

/// A buffer with more to it than bytes, and not `Sync`.
#[derive(Pooled, Default)]
struct Packet {
    bytes: Vec<u8>,
    witness: Witness,
    reads: Cell<u32>,
}

impl AsRef<[u8]> for Packet {
    fn as_ref(&self) -> &[u8] {
        self.reads.set(self.reads.get() + 1);
        &self.bytes
    }
}

fn buffer(content: &[u8]) -> PoolBox<Vec<u8>> {
    let mut buffer = PoolBox::<Vec<u8>>::take();
    buffer.extend(content);
    buffer
}

#[test]
fn slices_share_the_pooled_memory_and_the_last_returns_it() {
    // Another test may leave an idle `Vec<u8>` to all threads, and this test needs a pool without any.
    #[derive(Pooled, Default)]
    struct Buffer(Vec<u8>);
    impl AsRef<[u8]> for Buffer {
        fn as_ref(&self) -> &[u8] {
            &self.0
        }
    }

    let mut buffer = Buffer::take();
    buffer.0.extend(b"hello world");
    let place = buffer.0.as_ptr();
    let all = Bytes::from(buffer);
    let world = all.slice(6..);
    assert_eq!((all.as_ptr(), world.as_ptr()), (place, place.wrapping_add(6)));
    drop(all);
    assert_eq!(world, "world");
    assert!(Buffer::try_take().is_none());
    drop(world);
    let again = Buffer::try_take().expect("the last slice returned it");
    assert_eq!((again.0.as_ptr(), again.0.len()), (place, 0));
}

#[test]
fn a_shared_buffer_is_read_beside_its_slices() {
    let mut shared = PoolBox::share(buffer(b"hello"));
    let place = shared.as_ptr();
    let bytes = Bytes::from(shared.clone());
    let slice = bytes.slice(1..3);
    drop(bytes);
    assert_eq!((shared.as_slice(), PoolArc::count(&shared), slice.as_ptr()), (&b"hello"[..], 2, place.wrapping_add(1)));
    assert!(PoolArc::get_mut(&mut shared).is_none());
    drop(slice);
    PoolArc::get_mut(&mut shared).expect("the slices are gone").push(b'!');
    let bytes = Bytes::from(shared);
    assert_eq!(bytes, "hello!");
}

#[test]
fn nothing_is_allocated_but_what_bytes_does() {
    let cycle = || {
        let bytes = Bytes::from(buffer(&[1; 100]));
        drop((bytes.slice(..50), bytes.slice(50..)));
    };
    let shared = || {
        let shared = PoolBox::share(buffer(&[1; 100]));
        drop((Bytes::from(shared.clone()), shared));
    };
    cycle();
    shared();
    let counted = if cfg!(miri) { 0 } else { ROUNDS };
    assert_eq!(allocations(|| (0..ROUNDS).for_each(|_| cycle())), counted);
    assert_eq!(allocations(|| (0..ROUNDS).for_each(|_| shared())), counted);
}

#[test]
fn threads_read_slices_of_an_object_that_is_not_sync() {
    let (witness, seen) = Witness::new(false);
    let mut packet = Packet::take();
    packet.bytes.extend(0..100);
    packet.witness = witness;
    let bytes = Bytes::from(packet);
    let threads: Vec<_> = (0..4_u8)
        .map(|n| {
            let mut slice = bytes.slice(usize::from(n) * 25..);
            thread::spawn(move || assert_eq!(slice.get_u8(), n * 25))
        })
        .collect();
    drop(bytes);
    for thread in threads {
        thread.join().unwrap();
    }
    assert_eq!(seen.counts().0, 1);
}

#[test]
fn bytes_within_the_object_itself() {
    #[derive(Pooled, Default)]
    struct Small([u8; 4]);
    impl AsRef<[u8]> for Small {
        fn as_ref(&self) -> &[u8] {
            &self.0
        }
    }

    let mut small = Small::take();
    small.0 = *b"abcd";
    let bytes = Bytes::from(small);
    let moved = Some(bytes.slice(1..));
    drop(bytes);
    assert_eq!(moved.as_deref(), Some(&b"bcd"[..]));
    drop(moved);
    assert_eq!(Small::try_take().map(|small| small.0), Some([0; 4]));
}

#[test]
fn a_panicking_reset_goes_on_from_the_last_slice() {
    let (witness, seen) = Witness::new(true);
    let mut packet = Packet::take();
    packet.bytes.push(1);
    packet.witness = witness;
    let bytes = Bytes::from(packet);
    let slice = bytes.slice(..);
    drop(bytes);
    catch_unwind(AssertUnwindSafe(|| drop(slice))).expect_err("the reset panics");
    assert_eq!(seen.counts(), (1, 1));
}

#[test]
fn an_object_whose_bytes_panic_returns_to_its_pool() {
    #[derive(Pooled, Default)]
    struct Broken(Vec<u8>);
    impl AsRef<[u8]> for Broken {
        fn as_ref(&self) -> &[u8] {
            panic!("no bytes")
        }
    }

    let broken = Broken::take();
    catch_unwind(AssertUnwindSafe(|| Bytes::from(broken))).expect_err("there are no bytes");
    assert!(Broken::try_take().is_some());
}

#[test]
fn text_and_copies() {
    let mut text = PoolBox::<String>::take();
    text.push_str("text");
    let bytes = Bytes::from(text);
    assert_eq!(bytes, "text");
    assert_eq!(BytesMut::from(bytes), "text");
    assert!(PoolBox::<String>::try_take().is_some());
    assert!(Bytes::from(PoolBox::<String>::take()).is_empty());
}
